# One image that runs a subgraph or the sandbox, by its command: vipps (the default), entur, vipps,entur or sandbox.
# docs/operations.md says how. The version of Node is that of package.json.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --workspaces=false --no-audit --no-fund
COPY tsconfig.json ./
COPY src ./src
COPY schema ./schema
COPY resolvers ./resolvers
# GraphiQL's tabs are the example operations.
COPY test/operations ./test/operations
# true: with what sends traces.
ARG TRACES=false
RUN npm run build && if [ "$TRACES" = true ]; \
  then npm ci --omit=dev --workspace=src/tracing --include-workspace-root --no-audit --no-fund; \
  else npm prune --omit=dev --workspaces=false --no-audit --no-fund; fi

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY docs/deploy/entrypoint.sh ./docs/deploy/entrypoint.sh
# In a container the loopback address leads nowhere. Nothing is written to disk: the root may be read-only.
ENV NODE_ENV=production HOST=0.0.0.0 SANDBOX_HOST=0.0.0.0
# The user `node` of the base image, by number: Kubernetes can't tell of a name that it is not root.
USER 1000:1000
EXPOSE 4001 4002 4010 9464
# The sandbox alone has no probes: give its container the check of docs/deploy/compose.yaml.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PROBES_PORT||9464)+'/livez').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["sh", "docs/deploy/entrypoint.sh"]
CMD ["vipps"]
