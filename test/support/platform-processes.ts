import { readFileSync } from 'node:fs'

/** Processes whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

/** The role a child of the supervisor was given, with its environment: `gateway-production`. */
export function roleOf(pid: number): string {
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  const value = (name: string) => variables.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  return [value('OCTROI_ROLE'), value('OCTROI_ENVIRONMENT')].filter((part) => part !== '').join('-')
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
