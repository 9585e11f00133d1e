/** Programs by which changes are checked, as data: what makes a stretch of text a command. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** Programs whose name with an argument is a command wherever it is written as code. */
export const PROGRAMS = words(`
  act actionlint alembic ansible-lint ansible-playbook ant ava aws az bandit bash bats bazel behave biome black brakeman
  buf buck2 bun bundle bunx cabal cargo cdk checkov chezmoi clang-format clang-tidy cmake codespell commitlint
  composer conan corepack coverage cppcheck craco cross credo ctest curl cypress dart deno depcruise detox dialyzer
  django-admin docker docker-compose dotnet dprint dune elm-test esbuild eslint expo fastlane firebase flake8 flutter
  foundry forge gcc gcloud gh ghc git gitleaks go gofmt goimports golangci-lint gosec govulncheck gradle gradlew grunt
  gulp hadolint hardhat helm helmfile hatch hugo hyperfine isort jest just k6 karma kind knip ktlint kubeconform
  kubectl kubeval lake lein lerna lefthook leptosfmt lighthouse luacheck lychee make markdownlint markdownlint-cli2
  maturin meson minikube mise mix mkdocs mocha msbuild mvn mvnw mypy newman ng ninja nix node nodemon nox npm npx nx
  nyc oxlint packer perl php php-cs-fixer phpcs phpstan phpunit pip pip-audit pip3 pipenv pipx pio pixi playwright
  pnpm pnpx podman poetry pre-commit prettier prisma prove psalm psql pulumi pwsh powershell py pylint pyright pyrefly
  pytest python python3 qmake quarto R Rscript rails rake rebar3 redocly rector rome rspec rubocop ruby ruff runghc
  rush rustc rustfmt rustup safety sbt scala scons semgrep sh shellcheck shfmt skaffold slither snyk solhint sourcery
  sphinx-build spectral sqlfluff sqlx stack standard staticcheck stylelint supabase svelte-check swift swiftformat
  swiftlint tap taplo task terraform terragrunt tflint tofu tox trivy trunk truffle ts-node tsc tslint tsx turbo ty
  typos uv uvx valgrind vale vendor/bin/phpunit vite vitest vue-tsc wasm-pack webpack west wrangler xcodebuild xcrun
  xmllint xo yamllint yarn yq zig zizmor zsh
`)

/** Programs that are words of every sentence as well: `go through it`, `make sure`. */
export const ALSO_WORDS = words(
  'act ant black coverage cross expo forge go hatch just kind make mise mix node prove rake safety sh stack standard swift tap task trunk typos',
)

/** Programs that are commands by themselves. */
export const ALONE = words(`
  bats biome black cargo-deny ctest credo dialyzer eslint flake8 gitleaks golangci-lint jest just ktlint luacheck make
  markdownlint mocha mypy oxlint phpcs phpstan phpunit pre-commit psalm pylint pyright pytest rspec rubocop ruff
  shellcheck slither staticcheck stylelint svelte-check swiftlint tox tsc vitest vue-tsc yamllint yarn
`)

/** Programs that are commands by themselves where a text says that commands stand there; elsewhere they are tools. */
export const ALONE_AMONG_COMMANDS = words(`
  actionlint bandit clippy codespell depcruise dprint gofmt goimports gosec govulncheck hadolint isort knip lychee
  markdownlint-cli2 msbuild ninja prettier rustfmt semgrep shfmt swiftformat swiftlint taplo tflint typos vale
  xcodebuild zizmor
`)

/** Where any other second word makes it prose: "git history", "npm package", "go code". */
export const SUBCOMMANDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'git',
    words(`
      add am apply archive bisect blame branch cat-file check-attr check-ignore check-ref-format checkout cherry
      cherry-pick clean clone commit config describe diff diff-index diff-tree fetch for-each-ref format-patch fsck gc
      grep init log ls-files ls-remote ls-tree merge merge-base merge-tree mv name-rev notes pull push range-diff rebase
      reflog remote reset restore rev-list rev-parse revert rm shortlog show show-ref stash status submodule switch
      symbolic-ref tag update-index update-ref verify-commit verify-tag worktree write-tree
    `),
  ],
  [
    'npm',
    words(
      'audit cache ci config dedupe diff exec explain i info install it link ls list outdated pack prune publish query rebuild run run-script start t test update version view',
    ),
  ],
  ['bundle', words('add audit check config exec info install outdated package show update')],
  [
    'go',
    words(
      'build clean doc env fix fmt generate get install list mod run test tool version vet work',
    ),
  ],
  [
    'cargo',
    words(`
      add audit b bench build c check clean clippy deny doc expand fetch fix fmt fuzz geiger hack install insta kani
      llvm-cov machete make metadata miri mutants nextest outdated package public-api publish r remove run rustc rustdoc
      semver-checks shear sort t tarpaulin tauri test tree udeps update vendor vet watch xtask zigbuild
    `),
  ],
])

/** Programs that only look at files: a check where somebody lists what he ran, a citation anywhere else. */
export const LOOKING = words(
  'ag awk cat diff find git grep head jq less ls rg sed stat tail tree wc yq gh echo cd cp mv rm mkdir touch',
)

/** Programs that run another one. */
export const WRAPPERS = words(
  'time sudo env timeout cross-env xvfb-run nice dotenv exec command doppler direnv',
)
