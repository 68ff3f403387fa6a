/** Names of the bodies that answer, by the two digits their error codes start with. */
const providers: Readonly<Record<string, string>> = {
  '10': 'MSA',
  '23': 'CNAF',
  '24': 'France Travail',
  '25': 'MESRI',
  '26': 'CNOUS',
  '30': 'MEN',
  '31': 'GIP-MDS',
  '35': 'CNAF & MSA',
  '37': 'CNAV',
  '40': 'RNCPS',
}

/** What a refusal says of the body behind a provider code. */
export function providerNameOf(providerCode: string): string {
  return providers[providerCode] ?? 'Octroi'
}
