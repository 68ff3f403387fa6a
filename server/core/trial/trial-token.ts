/**
 * The public token of the sandbox: anybody may try an API with it, without an account. Published on
 * purpose, so it looks like no secret of ours: leak scanners leave it alone.
 */
export const trialToken = 'oct_sbx_essai_public_sans_compte'

/** Calls an hour that one address may make with it. */
export const trialCallsPerHour = 60
