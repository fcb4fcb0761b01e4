import { warningOf } from '../announce.js';
import { ConfigError, parseConfig, type Config, type Environment, type Tenant } from '../config.js';
import { partAdvice, type Finding } from './findings.js';

/** The settings, or what is wrong with them and with the files that they name. */
export async function readConfiguration(
  env: Environment,
): Promise<{ readonly config?: Config; readonly findings: readonly Finding[] }> {
  try {
    const config = parseConfig(env);
    const faults = await faultsOfDocuments(config);
    return faults.length > 0 ? { findings: faults.map(faulty) } : { config, findings: describe(config) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { findings: error.faults.map(faulty) };
  }
}

/** Reading them takes the whole schema. */
async function faultsOfDocuments(config: Config): Promise<readonly string[]> {
  if (config.trustedDocuments === undefined) return [];
  const { faultsOfTrustedDocuments } = await import('../server/check-documents.js');
  return faultsOfTrustedDocuments(config);
}

function faulty(fault: string): Finding {
  const [, name = 'settings'] = /^([A-Z][A-Z\d_]*): /.exec(fault) ?? [];
  const isTenants = name === 'TENANTS_FILE';
  return {
    area: isTenants ? 'tenants' : 'configuration',
    subject: name,
    state: 'fault',
    ...partAdvice(
      fault.replace(/^[A-Z][A-Z\d_]*: /, ''),
      isTenants
        ? 'Mend the file as docs/tenants.example.json shows; no value of it is repeated here.'
        : `Set ${name} as --help of the server says.`,
    ),
  };
}

function describe(config: Config): readonly Finding[] {
  const { tenantsFile, subgraphs, production, sandboxPort } = config;
  const served = subgraphs.map(({ name }) => name).join(' and ');
  const warning = warningOf(config);
  const mode = production ? 'production' : 'development';
  return [
    { area: 'configuration', subject: 'settings', state: 'ok', found: `no faults; ${served}, ${mode}` },
    ...(warning === undefined
      ? []
      : [{ area: 'configuration', subject: 'settings', state: 'warning', found: warning } as const]),
    ...(sandboxPort === undefined
      ? []
      : ([
          {
            area: 'keys',
            subject: served,
            state: 'skipped',
            found: 'no keys are set, so the server answers with the invented data of its sandbox',
            mend: 'Set keys to see your own data: docs/production.md, "Keys".',
          },
        ] as const)),
    ...(tenantsFile === undefined
      ? []
      : [
          {
            area: 'tenants',
            subject: 'TENANTS_FILE',
            state: 'ok',
            found: `no faults; ${countKeys(tenantsFile.tenants)}`,
          } as const,
        ]),
  ];
}

function countKeys(tenants: readonly Tenant[]): string {
  const kinds: readonly (readonly [string, (tenant: Tenant) => boolean])[] = [
    ['salesUnitKeys', ({ salesUnits = [] }) => salesUnits.length > 0],
    ['partnerKeys', ({ classic }) => classic !== undefined],
    ['accountingKeys', ({ accounting }) => accounting !== undefined],
    ['enturKeys', ({ entur }) => entur !== undefined],
  ];
  const counts = kinds.map(([kind, has]) => `${tenants.filter(has).length} with ${kind}`);
  return `${tenants.length} tenants, ${counts.join(', ')}`;
}
