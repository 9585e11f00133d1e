import { fieldsOf } from './replies.ts'

type Fields = Readonly<Record<string, unknown>>

/** An organization where GitHub shows whom something belongs to: with all that a user has. */
export function accountOf(value: unknown): Fields {
  const account = fieldsOf(value)
  const url = `${String(account.url).replace(/\/orgs\/[^/]+$/, '')}/users/${String(account.login)}`
  const { login, id, node_id, html_url, avatar_url } = account
  return {
    login,
    id,
    node_id,
    avatar_url,
    gravatar_id: '',
    url,
    html_url: html_url ?? url.replace('/users/', '/'),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  }
}

/** A repository with what the emulator leaves out. */
export function repositoryShown(value: unknown, permissions: Fields): Fields {
  const shown = fieldsOf(value)
  const owner = fieldsOf(shown.owner)
  return {
    ...shown,
    owner: owner.type === 'Organization' ? accountOf(owner) : owner,
    pushed_at: shown.pushed_at ?? shown.created_at,
    network_count: shown.forks_count,
    subscribers_count: shown.watchers_count,
    permissions,
  }
}
