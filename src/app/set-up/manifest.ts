import { appFile } from '../app-file.ts'
import { WEBHOOK_PATH } from '../webhook.ts'

/** What the newcomer wants the App to be. */
export interface Wanted {
  readonly name: string
  /** The login of the organisation that is to own it; null: the newcomer's own account. */
  readonly organization: string | null
  /** Where GitHub reaches this server, without a slash at its end; null: nowhere. */
  readonly publicUrl: string | null
  /** Whether other accounts may install it. */
  readonly isPublic: boolean
}

/** GitHub takes no longer names of Apps. */
export const MOST_OF_A_NAME = 34

export const CREATED_PATH = '/set-up/created'
export const INSTALLED_PATH = '/set-up/installed'

/** Where the project and its docs are. */
export const projectUrl = (): string => appFile().url

/**
 * The manifest by which GitHub makes the App ("Registering a GitHub App from a manifest").
 * @param origin where the newcomer's browser reaches this server
 */
export function manifestOf({ name, publicUrl, isPublic }: Wanted, origin: string): object {
  const { url, description, default_permissions, default_events } = appFile()
  const here = publicUrl ?? origin
  return {
    name,
    url,
    description,
    public: isPublic,
    // GitHub wants an address even of a webhook that is off. Should somebody turn it on, GitHub would tell itself only.
    hook_attributes: {
      url: publicUrl === null ? url : `${publicUrl}${WEBHOOK_PATH}`,
      active: publicUrl !== null,
    },
    redirect_url: `${origin}${CREATED_PATH}`,
    callback_urls: [`${here}/auth/callback`],
    // Everybody who installs a public App is led there, also those who don't sit at this machine.
    setup_url: isPublic && publicUrl !== null ? `${publicUrl}/` : `${origin}${INSTALLED_PATH}`,
    default_permissions,
    default_events,
  }
}
