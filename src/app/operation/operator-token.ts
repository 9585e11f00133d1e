import { createHmac } from 'node:crypto'
import { isSameSecret } from '../same-secret.ts'

/**
 * By what an operator is known: made of the webhook secret, so that there is no further secret to set, and one that
 * leaks doesn't sign webhooks.
 */
export const operatorToken = (webhookSecret: string): string =>
  createHmac('sha256', webhookSecret).update('operator').digest('hex')

/** Whether a request comes from an operator. @param authorization the header */
export const isOperator = (authorization: string | undefined, webhookSecret: string): boolean =>
  isSameSecret(authorization ?? '', `Bearer ${operatorToken(webhookSecret)}`)
