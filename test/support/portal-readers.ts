/** Who reads the portal, and where each begins: what no link leads to is named here. `role` is one of demo.json's accounts. */
export const portalReaders = [
  { name: 'public', role: null, start: ['', '/sign-up', '/docs', '/problems'] },
  { name: 'developer', role: 'developer', start: ['/dashboard', '/organizations/new', '/organizations/join'] },
  { name: 'authority', role: 'transport authority owner', start: ['/dashboard', '/applications/new', '/requests/new'] },
  { name: 'editor', role: 'editor owner', start: ['/dashboard'] },
  { name: 'provider', role: 'cnaf reviewer', start: ['/dashboard'] },
  { name: 'operator', role: 'operator administrator', start: ['/dashboard'] },
] as const
