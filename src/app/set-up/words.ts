import { MOST_OF_A_NAME } from './manifest.ts'

/** What a page says of what went wrong. */
export interface Words {
  readonly title: string
  /** Its paragraphs. */
  readonly text: readonly string[]
  readonly link: { readonly text: string; readonly to: string } | null
}

const AGAIN = { text: 'Begin again', to: '/' }

export const NOT_HERE: Words = {
  title: 'This page is for the machine on which the server runs',
  text: [
    'Open it there, as http://localhost and the port. From another machine, lead the port here by SSH: ssh -L 3000:localhost:3000 SERVER.',
  ],
  link: null,
}

export const NOT_FOUND: Words = { title: 'Nothing is here', text: [], link: AGAIN }

export const FROM_ELSEWHERE: Words = {
  title: 'That form came from another site',
  text: ['It was not heeded. Fill in the one here.'],
  link: AGAIN,
}

export const FAILED: Words = {
  title: 'Something failed here',
  text: ['It is not your fault. The reason is in the log of the server.'],
  link: AGAIN,
}

export const UNKNOWN: Words = {
  title: 'This does not belong to what was begun here',
  text: [
    'GitHub’s answer carries no state that this server gave out within the last hour, or it was used before. Perhaps the server was started anew meanwhile, or the link came from somebody else.',
    'If GitHub has made an App, delete it in its settings (under “Advanced”), and begin again.',
  ],
  link: AGAIN,
}

export const refused = (webUrl: string): Words => ({
  title: 'GitHub takes the code no more',
  text: [
    'GitHub hands out the credentials of a new App once, and within an hour. That time is over, or they were handed out before.',
    `The App itself is there: delete it under ${webUrl}/settings/apps (an organisation’s is in its own settings), and begin again. Or keep it, and make a private key and a client secret there by hand: docs/set-up.md.`,
  ],
  link: AGAIN,
})

/** @param reason without a full stop */
export const notReached = (reason: string): Words => ({
  title: 'GitHub could not be reached',
  text: [
    `This server asked it for the credentials of the new App, and ${reason}.`,
    'Nothing is lost: the code is good for an hour. See that the server reaches GitHub, and reload this page.',
  ],
  link: null,
})

export const notStarted = (path: string, problems: readonly string[]): Words => ({
  title: 'The App is made, but it could not be started',
  text: [
    ...problems,
    `Its credentials are kept in ${path}. Put right what is wrong, and start the server again: npm start.`,
  ],
  link: null,
})

export const NEEDS_A_NAME = 'The App needs a name.'
export const NAME_TOO_LONG = `The name is too long: GitHub takes ${MOST_OF_A_NAME} characters.`
export const NO_LOGIN = 'The organisation is not right: write its login, as in github.com/LOGIN.'
export const LOCAL_ADDRESS =
  'The address is this machine’s own name for itself, by which GitHub can’t reach it. Leave it empty, or give one that the Internet knows.'

export const takenBefore = (names: readonly string[]): string =>
  `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} set already, in .env or in the environment, but not all that an App needs. Nothing is replaced: take ${names.length === 1 ? 'it' : 'them'} away to have an App made, or set what is missing by hand (docs/set-up.md). Then start again.`

/** Why nothing listens there, by the code of the failure. */
export function notListening(host: string, port: number, code: string | undefined): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use. End what listens there, or take another port: PORT=${port + 1} npm start.`
    case 'EACCES':
      return `Port ${port} may not be used by whoever runs this (EACCES). Take one above 1023: PORT=3000 npm start.`
    default:
      return `Nothing can listen at port ${port} of ${host} (${code ?? 'it failed'}). Look at HOST and PORT.`
  }
}
