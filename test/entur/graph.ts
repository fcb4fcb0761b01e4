import { graphql } from 'graphql';
import { onTestFinished } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import { ALL_RIGHTS, type Rights } from '../../src/callers/scopes.js';
import { enturCredentials, parseConfig, withSandbox, type Tenant } from '../../src/config.js';
import { formatError } from '../../src/errors/format-error.js';
import { CallBudget } from '../../src/http/CallBudget.js';
import { startDeadline } from '../../src/http/deadline.js';
import { entur } from '../../src/subgraphs/entur.js';
import type { GraphAnswer } from '../support/stack.js';
import { fakeClock, memoryLog } from '../support/stack.js';
import { json, scriptedServer, type SeenRequest, type Step } from '../support/scripted-server.js';

export const enturKeys = {
  clientId: 'entur-client',
  clientSecret: 'entur-client-secret',
  clientName: 'ferrylines-tests',
  pos: 'Test-POS',
  distributionChannel: 'ENT:DistributionChannel:App',
};

export const enturTenant: Tenant = {
  id: 'tests',
  classic: undefined,
  accounting: undefined,
  entur: enturCredentials(enturKeys),
};

const { schema } = entur.build();

/** Answers with a page that is all of its list. */
export function page(...items: readonly unknown[]): Step {
  return json(200, { items, totalItems: items.length, totalPages: 1 });
}

/** Answers requests for tokens, and leaves all others to the given step. */
export function withTokens(answer: Step): Step {
  let tokens = 0;
  return (response, request) => {
    if (request.url !== '/entur/oauth/token') {
      answer(response, request);
      return;
    }
    tokens += 1;
    json(200, { access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: 86_400 })(
      response,
      request,
    );
  };
}

/** The subgraph over a scripted server, without a server of its own. It stops when the test has ended. */
export async function enturGraph(answer: Step, env: Readonly<Record<string, string>> = {}) {
  const server = await scriptedServer(withTokens(answer));
  const settings = {
    NODE_ENV: 'test',
    SANDBOX: 'true',
    UPSTREAM_HEDGE_AFTER_MS: '0',
    UPSTREAM_RETRY_BASE_MS: '1',
  };
  const config = withSandbox(parseConfig({ ...settings, ...env }), { url: server.url, tenant: enturTenant });
  const clock = fakeClock();
  const logs: Readonly<Record<string, unknown>>[] = [];
  const running = entur.start({ config, log: memoryLog(logs), clock, invalidations: new Invalidations() });
  onTestFinished(() => running.close());
  let requests = 0;
  const ask = async (
    source: string,
    variableValues: Record<string, unknown> = {},
    { tenant = enturTenant, rights = ALL_RIGHTS }: { tenant?: Tenant; rights?: Rights } = {},
  ): Promise<GraphAnswer<Record<string, unknown>>> => {
    requests += 1;
    const requestId = `r${requests}`;
    const deadline = startDeadline(config.requestTimeoutMs);
    const origin = { id: requestId, owner: tenant.id, isFirstFailure: () => true };
    const scope = { deadline, budget: new CallBudget(1_000), reads: undefined, origin };
    const contextValue = running.createContext({ requestId, tenant, rights, scope });
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
    deadline.end();
    const shown = errors?.map((error) => {
      const { message, path, extensions = {} } = formatError(error.toJSON(), error);
      return { message, ...(path !== undefined && { path }), extensions };
    });
    return JSON.parse(JSON.stringify({ data, ...(shown !== undefined && { errors: shown }) })) as GraphAnswer<
      Record<string, unknown>
    >;
  };
  const calls = (): readonly SeenRequest[] => server.seen.filter(({ url }) => url !== '/entur/oauth/token');
  return { ask, clock, logs, server, calls, urls: () => calls().map(({ url }) => url.replace('/entur', '')) };
}
