import type { Client } from './client.ts'
import type { Events } from './events.ts'
import { ownerOf } from './git-objects.ts'
import type { Installations } from './installations.ts'
import type { NewNames } from './new-names.ts'
import { fieldsOf } from './replies.ts'
import { anything } from './shapes.ts'

/** What happens to a repository as a whole. */
export interface Oddities {
  /** From now on it is read-only. */
  readonly archive: () => Promise<void>
  /** The App finds it under the new name, and is sent on from the old; the harness goes on with this object. */
  readonly rename: (name: string) => void
  /** It is gone, and the heads of pull requests that came from it belong to no repository. */
  readonly delete: () => Promise<void>
  /** Takes it out of the App's installation: to the App it isn't there any more. */
  readonly removeFromInstallation: () => Promise<void>
}

export interface OddityMeans {
  readonly client: Client
  readonly events: Events
  readonly installations: Installations
  readonly names: NewNames
  readonly archived: Set<string>
  readonly forks: Map<string, string>
}

export function oddities(means: OddityMeans, repository: string): Oddities {
  const { client, events, installations, names, archived, forks } = means
  const path = `/repos/${repository}`
  const owner = ownerOf(repository)
  return {
    archive: async () => {
      await client.send(anything, 'PATCH', path, { archived: true }, owner)
      archived.add(repository)
    },
    rename: (name) => names.rename(repository, name),
    delete: async () => {
      await client.send(anything, 'DELETE', path, undefined, owner)
      forks.delete(repository)
    },
    removeFromInstallation: async () => {
      const { id, node_id, name, full_name, ...about } = fieldsOf(await client.get(anything, path))
      installations.remove(repository)
      await events.installation('installation_repositories', repository.split('/')[0] ?? '', {
        action: 'removed',
        repository_selection: 'selected',
        repositories_added: [],
        repositories_removed: [{ id, node_id, name, full_name, private: about.private }],
        requester: null,
      })
    },
  }
}
