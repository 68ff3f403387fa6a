/** A pair for `private_key_jwt`: ES256, what every library signs. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Shows the button that makes a key pair where WebCrypto is there. The private key never leaves the browser. */
export function makeKeyPairs(): void {
  if (globalThis.crypto?.subtle === undefined) return
  for (const maker of document.querySelectorAll<HTMLElement>('[data-key-maker]')) {
    maker.hidden = false
    maker.querySelector('button')?.addEventListener('click', () => void fill(maker))
  }
}

async function fill(maker: HTMLElement): Promise<void> {
  const status = maker.querySelector('[role=status]')
  const field = document.getElementById(maker.dataset['keyMaker'] ?? '') as HTMLTextAreaElement | null
  const [pem, jwk] = maker.querySelectorAll<HTMLAnchorElement>('a[download]')
  try {
    if (!field || !pem || !jwk) return
    const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    const publicKey = await exported(pair.publicKey)
    const privateKey = { ...(await exported(pair.privateKey)), kid: publicKey.kid }
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
    field.value = JSON.stringify(publicKey, null, 2)
    offer(pem, pemOf(pkcs8), 'application/x-pem-file')
    offer(jwk, JSON.stringify(privateKey, null, 2), 'application/jwk+json')
    chooseKeyKind(field.form)
    const links = pem.parentElement
    if (links) links.hidden = false
    if (status) status.textContent = maker.dataset['made'] ?? ''
  } catch {
    if (status) status.textContent = maker.dataset['failed'] ?? ''
  }
}

/** As a JWK named by its thumbprint (RFC 7638). */
async function exported(key: CryptoKey): Promise<{ kid: string } & Record<string, unknown>> {
  const { kty = '', crv = '', x = '', y = '', d } = await crypto.subtle.exportKey('jwk', key)
  const text = JSON.stringify({ crv, kty, x, y })
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const kid = base64(digest).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  return { kty, crv, x, y, ...(d === undefined ? {} : { d }), kid, alg: 'ES256', use: 'sig' }
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function pemOf(pkcs8: Uint8Array): string {
  const lines = base64(pkcs8).match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}

function offer(link: HTMLAnchorElement, text: string, type: string): void {
  if (link.href.startsWith('blob:')) URL.revokeObjectURL(link.href)
  link.href = URL.createObjectURL(new Blob([text], { type }))
}

function chooseKeyKind(form: HTMLFormElement | null): void {
  const choice = form?.querySelector<HTMLInputElement>('input[name=kind][value=jwks]')
  if (choice) choice.checked = true
}
