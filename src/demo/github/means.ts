import { activityLog } from './activity.ts'
import { activityRules } from './activity-rules.ts'
import { appSettings } from './app-settings.ts'
import { branchRules } from './branch-rules.ts'
import { changedFiles } from './changed-files.ts'
import { checkMemory } from './check-memory.ts'
import { checkRules } from './check-rules.ts'
import type { Client } from './client.ts'
import { clock } from './clock.ts'
import { commitRules } from './commit-rules.ts'
import { contentRules } from './content-rules.ts'
import { conversations } from './conversations.ts'
import { dates } from './dates.ts'
import type { Deliveries } from './deliveries.ts'
import { deliveryLogRules } from './delivery-log.ts'
import { events } from './events.ts'
import { graphqlRules } from './graphql.ts'
import { installRules } from './install-rules.ts'
import { installationRules } from './installation-rules.ts'
import { installations } from './installations.ts'
import { issueRules } from './issue-rules.ts'
import { livePulls } from './live-pulls.ts'
import type { MergeQueues } from './merge-queue.ts'
import { newApps } from './new-app.ts'
import { type NewAppMeans, newAppRules } from './new-app-rules.ts'
import { newNames } from './new-names.ts'
import { nodes } from './nodes.ts'
import { oauthRules } from './oauth-rules.ts'
import { mergeRules } from './pull-merge.ts'
import { pullRules } from './pull-rules.ts'
import { rateLimits } from './rate-limits.ts'
import { reactions } from './reactions.ts'
import { reviewRules } from './review-rules.ts'
import { reviewerRules } from './reviewer-rules.ts'
import { reviews } from './reviews.ts'
import { roles } from './roles.ts'
import type { Rule } from './rules.ts'
import { sessions } from './sessions.ts'
import { signatures } from './signatures.ts'
import { userRules } from './user-rules.ts'
import { users } from './users.ts'
import { webRules } from './web-rules.ts'
import { workflowRules } from './workflow-rules.ts'
import { workflows } from './workflows.ts'

/** Everything that knows something of what goes on. */
export function meansOf(
  client: Client,
  outside: Client,
  deliveries: Deliveries,
  url: string,
  repositories: readonly string[],
  accounts: readonly string[],
  app: { readonly isThere: boolean; readonly secrets: NewAppMeans['secrets'] },
) {
  const installed = installations(app.isThere ? accounts : [])
  const names = newNames(client)
  const time = clock('2026-01-05T09:00:00Z')
  const happened = dates(time)
  const known = nodes()
  const reacted = reactions()
  const live = livePulls(client, happened, known)
  const runs = workflows(time)
  const queues: MergeQueues = new Map()
  return {
    client,
    outside,
    url,
    accounts,
    secrets: app.secrets,
    newApps: newApps(app.isThere),
    deliveries,
    live,
    clock: time,
    dates: happened,
    workflows: runs,
    events: events(client, deliveries, installed, names),
    installations: installed,
    appSettings: appSettings(deliveries),
    names,
    limits: rateLimits(),
    archived: new Set<string>(),
    checks: checkMemory(url, runs, known),
    users: users(installed),
    sessions: sessions(),
    redirects: new Set<string>(),
    repositories,
    roles: roles(client),
    nodes: known,
    reactions: reacted,
    reviews: reviews(client, happened, known),
    talk: conversations({ client, live, dates: happened, nodes: known, reactions: reacted }),
    activity: activityLog(time),
    signatures: signatures(),
    changes: changedFiles(client),
    forks: new Map<string, string>(),
    queues,
  }
}

/** A request goes to the first that fits; that for a single commit would also fit its check runs. */
export const rulesOf = (means: ReturnType<typeof meansOf>): readonly Rule[] => [
  ...installationRules(means),
  ...means.appSettings.rules,
  ...deliveryLogRules(means.deliveries),
  means.limits.rule((request) => means.installations.ofRequest(request)?.id ?? null),
  ...oauthRules(means),
  ...newAppRules(means),
  ...installRules(means),
  ...userRules(means),
  ...means.roles.rules,
  ...mergeRules(means),
  ...pullRules(means),
  ...issueRules(means),
  ...reviewRules(means),
  ...reviewerRules(means),
  ...branchRules(means),
  ...activityRules(means),
  ...workflowRules(means.client, means.workflows),
  ...checkRules(means.client, means.checks, means.clock),
  ...commitRules(means),
  ...contentRules,
  ...graphqlRules(means),
  ...webRules(means),
]
