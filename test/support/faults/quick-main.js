import { pathToFileURL } from 'node:url'

// The built App as its main starts it, with a quicker clockwork, and reconciled on demand only.
const [built, role, tuning] = process.argv.slice(2)
const load = (file) => import(pathToFileURL(`${built}/app/${file}`).href)
const [{ readConfig }, { createLog }, { startServer }] = await Promise.all(
  ['config.js', 'log.js', 'server.js'].map(load),
)

const { config, problems } = readConfig(process.env, role)
if (problems !== undefined) throw new Error(problems.join('\n'))
const server = await startServer(config, createLog(config.logLevel), {
  role,
  plan: null,
  ...JSON.parse(tuning),
})
process.stdout.write(`listening at ${server.url}\n`)
process.once('SIGTERM', () => server.close(1_000).then(() => process.exit(0)))
