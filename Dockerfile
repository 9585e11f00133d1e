FROM node:22-bookworm-slim AS build
# Only its program goes into the image: "countersign check" asks git nothing over the network.
RUN apt-get update && apt-get install -y --no-install-recommends git
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json tsconfig.package.json tsconfig.types.json app.yml LICENSE ./
COPY src ./src
# The image has what the npm package has, and what that needs; types and source maps would be three quarters of it.
RUN npm pack \
  && mkdir /app \
  && tar -xzf countersign-*.tgz -C /app --strip-components=1 \
  && npm prune --omit=dev --ignore-scripts \
  && mv node_modules /app/ \
  && find /app -type f \( -name '*.ts' -o -name '*.[cm]ts' -o -name '*.map' \) -delete

# Node's own image would bring npm, yarn and headers along.
FROM debian:bookworm-slim
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /usr/bin/git /usr/bin/git
COPY --from=build /app /app
# glibc keeps memory of its own for each thread, which adds up to 100 MB here.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 MALLOC_ARENA_MAX=1
WORKDIR /app
# Nobody in particular, by number: Kubernetes can't tell of a name that it isn't root.
USER 65532:65532
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# By itself V8 takes 48 MB for what is soon thrown away.
ENTRYPOINT ["node", "--max-semi-space-size=8", "/app/dist/main.js"]
CMD ["start"]
