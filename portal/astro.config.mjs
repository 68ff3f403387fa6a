import node from '@astrojs/node'
import { defineConfig, passthroughImageService } from 'astro/config'

/**
 * The portal is a middleware of the control process: express serves `dist/client`, checks Origin on
 * unsafe methods and sets the security headers. Nothing may be inlined, because the policy is 'self'.
 */
export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware', bodySizeLimit: 3_145_728, experimentalDisableStreaming: true }),
  session: false,
  security: { checkOrigin: false },
  image: { service: passthroughImageService() },
  trailingSlash: 'ignore',
  // Colours of highlighted code would be inline styles, which the policy refuses.
  markdown: { syntaxHighlight: false },
  build: { inlineStylesheets: 'never', assets: '_assets' },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 }, logLevel: 'warn' },
})
