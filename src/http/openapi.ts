import swagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from './app.ts'
import { sessionCookie } from './authenticate.ts'

/** Describes the API as OpenAPI 3.1 from its routes, at `/api/openapi.json`. Registered before the routes. */
export async function describeApi(app: App, version: string, secure: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Steward',
        version,
        description:
          'The security desk of an open-source foundation. Errors are application/problem+json with a stable code; updates take If-Match; lists are read by cursor.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookie(secure),
            description:
              'What signing in gives to a browser. Changes also need the header X-Steward: 1 and the Origin of the desk.',
          },
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API token, stw_..., made under /api/v1/me/tokens.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
