import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import { gitHubAnswered, notReached } from './github-failed.ts'

/** What has to be remembered between going to GitHub and coming back. */
export interface Flow {
  readonly state: string
  readonly verifier: string
}

/** What coming back led to. */
export type SignedIn =
  | { readonly kind: 'token'; readonly token: string; readonly seconds: number | null }
  /** Whoever was asked said no. */
  | { readonly kind: 'denied' }
  /** It doesn't belong to what was begun, or was used before. */
  | { readonly kind: 'invalid' }
  /** GitHub refuses us, not them: its own word for why. */
  | { readonly kind: 'misconfigured'; readonly reason: string }

export interface GitHubSignIn {
  readonly begin: () => Promise<{ readonly url: string; readonly flow: Flow }>
  /** Throws when GitHub can't be asked. */
  readonly finish: (came: URLSearchParams, flow: Flow) => Promise<SignedIn>
}

export interface SignInClient {
  /** Where people find GitHub. */
  readonly webUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where GitHub sends people back to. */
  readonly callback: string
}

const MOST_MS = 10_000

/** GitHub's sign-in for Apps: OAuth 2.0 with a code, a state and PKCE ("Generating a user access token"). */
export function gitHubSignIn({
  webUrl,
  clientId,
  clientSecret,
  callback,
}: SignInClient): GitHubSignIn {
  const server: oauth.AuthorizationServer = {
    issuer: `${webUrl}/login/oauth`,
    authorization_endpoint: `${webUrl}/login/oauth/authorize`,
    token_endpoint: `${webUrl}/login/oauth/access_token`,
  }
  const client: oauth.Client = { client_id: clientId }
  const options = {
    // Only where GitHub itself is served so: a server of one's own, for tests.
    [oauth.allowInsecureRequests]: webUrl.startsWith('http://'),
    signal: () => AbortSignal.timeout(MOST_MS),
  }
  return {
    begin: async () => {
      const flow = {
        state: oauth.generateRandomState(),
        verifier: oauth.generateRandomCodeVerifier(),
      }
      const url = new URL(`${webUrl}/login/oauth/authorize`)
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: callback,
        response_type: 'code',
        state: flow.state,
        code_challenge: await oauth.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
      }).toString()
      return { url: url.href, flow }
    },
    finish: async (came, { state, verifier }) => {
      const valid = validated(server, client, came, state)
      if (!(valid instanceof URLSearchParams)) return valid
      const authentication = oauth.ClientSecretPost(clientSecret)
      const response = await oauth
        .authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          valid,
          callback,
          verifier,
          options,
        )
        .catch(notReached)
      if (!response.ok) throw gitHubAnswered(response)
      const refusal = await refusalIn(response)
      if (refusal !== null) return refusal
      const answer = await oauth.processAuthorizationCodeResponse(server, client, response)
      return { kind: 'token', token: answer.access_token, seconds: answer.expires_in ?? null }
    },
  }
}

function validated(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  came: URLSearchParams,
  state: string,
): URLSearchParams | SignedIn {
  try {
    const valid = oauth.validateAuthResponse(server, client, came, state)
    return valid.has('code') ? valid : { kind: 'invalid' }
  } catch (error) {
    if (!(error instanceof oauth.AuthorizationResponseError)) return { kind: 'invalid' }
    return error.error === 'access_denied'
      ? { kind: 'denied' }
      : { kind: 'misconfigured', reason: wordOf(error.error) }
  }
}

/** GitHub says no with status 200 and a word for why. */
async function refusalIn(response: Response): Promise<SignedIn | null> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const { data } = refusalShape.safeParse(body)
  if (data === undefined) return null
  return data.error === 'bad_verification_code'
    ? { kind: 'invalid' }
    : { kind: 'misconfigured', reason: wordOf(data.error) }
}

/** It goes into the log. */
const wordOf = (text: string): string => (/^[a-z_]{1,50}$/u.test(text) ? text : 'unknown')

const refusalShape = z.object({ error: z.string() })
