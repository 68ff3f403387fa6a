/// <reference path="../.astro/types.d.ts" />

declare namespace App {
  interface Locals {
    /** Given by the host with every request. */
    octroi: import('./session/portal-settings.ts').PortalSettings
    /** Set by the middleware. */
    lang: string
    t: import('./i18n/translate.ts').Translate
    session: import('./session/session.ts').Session | null
    api: import('./api/management-api.ts').ManagementApi
    visitor: import('./session/visitor.ts').Visitor
    /** What the problem page explains. */
    problem?: import('./api/api-problem.ts').ApiProblem
    flash: import('./session/flash.ts').Flash | null
  }
}
