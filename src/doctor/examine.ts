import { pino } from 'pino';
import { Invalidations } from '../cache/Invalidations.js';
import type { Clock } from '../clock.js';
import type { Environment } from '../config.js';
import { createEnturServices } from '../context/entur-services.js';
import { createVippsServices } from '../context/vipps-services.js';
import { Redactor } from '../http/redact.js';
import { checkAddresses, placesOf } from './addresses.js';
import { readConfiguration } from './configuration.js';
import { enturCases, missingEnturKeys } from './entur-keys.js';
import { examineKeys } from './examine-keys.js';
import type { Finding, Findings, Visit } from './findings.js';
import { checkJwks } from './jwks.js';
import { checkPorts } from './ports.js';
import { checkRedis } from './redis.js';
import { secretsOf } from './secrets-of.js';
import { checkRouters } from './routers.js';
import { checkTraces } from './traces.js';
import { missingKeys, vippsCases } from './vipps-keys.js';

/** All that is found, as it is found. No secret of the configuration is in it, whoever repeats one. */
export async function* examine(env: Environment, clock: Clock, begin: (what: string) => void): Findings {
  begin('the settings');
  const { config, findings } = await readConfiguration(env);
  yield* findings;
  if (config === undefined) {
    yield {
      area: 'configuration',
      subject: 'all else',
      state: 'skipped',
      found: 'looked at once the settings have no faults',
    };
    return;
  }
  const redactor = new Redactor(secretsOf(config));
  for await (const finding of examineWith({ env, config, clock, redactor, begin }))
    yield withoutSecrets(finding, redactor);
}

async function* examineWith(visit: Visit): Findings {
  yield* checkPorts(visit);
  yield* checkTraces(visit);
  yield* checkJwks(visit);
  yield* checkRedis(visit);
  yield* checkRouters(visit);
  // The sandbox is not there yet, and has no keys that could be wrong.
  if (visit.config.sandboxPort === undefined) yield* checkKeys(visit);
}

async function* checkKeys(visit: Visit): Findings {
  const { config, clock } = visit;
  const places = placesOf(visit);
  const unreachable = new Set<string>();
  yield* checkAddresses(visit, places, unreachable);
  const tenants = config.tenantsFile?.tenants ?? [config.tenant];
  const parts = {
    // The first failure is told, not what a breaker makes of it.
    config: { ...config, breaker: { ...config.breaker, threshold: 0 } },
    log: pino({ level: 'silent' }),
    clock,
    invalidations: new Invalidations(),
  };
  const served = new Set(config.subgraphs.map(({ name }) => name));
  if (served.has('vipps')) {
    const services = createVippsServices(parts);
    try {
      for (const tenant of tenants) {
        const cases = vippsCases(tenant, services, config);
        yield* examineKeys(visit, cases, services.tokens, places, unreachable);
        yield* missingKeys(tenant, config);
      }
    } finally {
      await services.close();
    }
  }
  if (served.has('entur')) {
    const services = createEnturServices(parts);
    try {
      for (const tenant of tenants) {
        const cases = enturCases(tenant, services);
        yield* examineKeys(visit, cases, services.tokens, places, unreachable);
        yield* missingEnturKeys(tenant);
      }
    } finally {
      await services.close();
    }
  }
}

function withoutSecrets({ subject, found, mend, ...rest }: Finding, redactor: Redactor): Finding {
  return {
    ...rest,
    subject: redactor.redact(subject),
    found: redactor.redact(found),
    ...(mend !== undefined && { mend: redactor.redact(mend) }),
  };
}
