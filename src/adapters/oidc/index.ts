/**
 * An OpenID Connect provider by `openid-client`, which is loaded when somebody first signs in there.
 *
 * @module
 */
export { identityProvider, type ProviderSettings, providerSettings } from './provider.ts'
