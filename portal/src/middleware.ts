import { defineMiddleware } from 'astro:middleware'
import { ApiProblem } from './api/api-problem.ts'
import { createManagementApi } from './api/management-api.ts'
import { preferredLanguage } from './i18n/preferred-language.ts'
import { languages, translator } from './i18n/translate.ts'
import { takeFlash } from './session/flash.ts'
import { dropCookie } from './session/portal-cookies.ts'
import { loadSession } from './session/session.ts'
import { loadVisitor, visitorOf } from './session/visitor.ts'

/** Every page gets its language, its session, its caller of the management API, and one answer to failures. */
export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, cookies, url, request, params } = context
  if (locals.problem !== undefined) return next()
  const settings = locals.octroi
  const first = url.pathname.split('/')[1] ?? ''
  locals.lang = languages.includes(first) ? first : preferredLanguage(request.headers.get('accept-language'))
  locals.t = translator(locals.lang)
  locals.session = await loadSession(cookies, settings)
  const accessToken = locals.session?.accessToken ?? null
  locals.api = createManagementApi({
    url: settings.managementUrl,
    connectTo: settings.loopbackUrl,
    token: accessToken,
    lang: locals.lang,
    requestId: settings.requestId,
  })
  locals.visitor = visitorOf(null)
  const reads = request.method === 'GET'
  try {
    locals.flash = reads && languages.includes(first) ? await takeFlash(cookies, settings) : null
    locals.visitor = await loadVisitor(locals.api, accessToken !== null)
    const known = params['lang'] === undefined || languages.includes(params['lang'])
    const response = await (known ? next() : next(`/${locals.lang}/not-found`))
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    return response
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    if (error.status === 401) {
      dropCookie(cookies, 'session', settings)
      const back = reads ? `${url.pathname}${url.search}` : `/${locals.lang}/dashboard`
      return context.redirect(`/session/login?next=${encodeURIComponent(back)}`, 303)
    }
    locals.problem = error
    return context.rewrite(new Request(new URL(`/${locals.lang}/problem`, url)))
  }
})
