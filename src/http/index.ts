/**
 * The HTTP door: one Fastify app under `/api/v1`, described by OpenAPI 3.1.
 *
 * To add a resource: write its shapes in `shapes/NAME.ts` (Zod, camelCase; each one worth a name with `.meta({ id })`), and its routes in
 * `resources/NAME.ts` as one function `NAME(app: App, desk: WhatItNeeds): void`; name it in `#http` below, and call it in `main/`.
 * A route is `app.get('/things/:id', { config: { access: 'thing.read' }, schema: { tags, summary, params, response } }, handler)`:
 * `access` is an operation of `#desk/people`, `signed-in` or `public`; the app refuses to start with a route that lacks one of these,
 * and adds the problem answers itself. Other kinds of `config` are explained in `route.ts`.
 * The handler calls one use case with `actorOf(request)` as the first argument. The door has then seen that somebody is signed in and
 * could do `access` somewhere; the use case asks `permit(actor, operation, resource)` for the very resource.
 * It answers with `if (!found.ok) return refuse(reply, found.fault)` and `return found.value`, or with `answer(reply, found)`.
 * What people edit has a version: `reply.header('etag', etagOf(row.version))` when read, `versionAsked(request)` when written.
 * Lists take `...pageQuery` and answer `pageOf(item)`; `readCursor` and `writeCursor` keep cursors opaque.
 * Add the route to the table in `test/security/matrix.ts`: its test fails until you say who may.
 *
 * @module
 */
export { type App, createApp, type DoorOptions, type SeenRequest } from './app.ts'
export { actorOf, type Identify } from './authenticate.ts'
export { etagOf, versionAsked } from './etag.ts'
export { type Cursor, type Page, pageOf, pageQuery, readCursor, writeCursor } from './pages.ts'
export { answer, problemOf, refuse } from './problem.ts'
export { audit } from './resources/audit.ts'
export { board } from './resources/board.ts'
export { cases } from './resources/cases.ts'
export { type EventsDoor, events } from './resources/events.ts'
export { home } from './resources/home.ts'
export { hooks } from './resources/hooks.ts'
export { identifiers } from './resources/identifiers.ts'
export { jobs } from './resources/jobs.ts'
export { me } from './resources/me.ts'
export { type OperationDoor, operation } from './resources/operation.ts'
export { people } from './resources/people.ts'
export { projects, templates } from './resources/projects.ts'
export { providerSignIn } from './resources/provider.ts'
export { publications } from './resources/publications.ts'
export { review } from './resources/review.ts'
export { type SignInDoor, sessions } from './resources/session.ts'
export { vulnerabilities } from './resources/vulnerabilities.ts'
export { vulnerabilityViews } from './resources/vulnerability-views.ts'
export { weaknesses } from './resources/weaknesses.ts'
