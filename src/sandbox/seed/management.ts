import type { BusinessIdentifier, StoredMerchant, StoredSalesUnit } from '../model/management.js';
import { danishCvrNumber, finnishBusinessId, norwegianOrganisationNumber } from './check-digits.js';
import { configurations, type ConfigurationName } from './configurations.js';
import { danishMerchants } from './denmark.js';
import { finnishMerchants } from './finland.js';
import type { MerchantSeed } from './merchant-seed.js';
import { norwegianMerchants } from './norway.js';
import { otherPartner, ourPartner } from './owners.js';
import { createRandom, shuffled } from './random.js';

interface Market {
  readonly country: string;
  readonly scheme: string;
  readonly toId: (digits: string) => string;
  readonly merchants: readonly MerchantSeed[];
}

const markets: readonly Market[] = [
  {
    country: 'NO',
    scheme: 'business:NO:ORG',
    toId: norwegianOrganisationNumber,
    merchants: norwegianMerchants,
  },
  { country: 'DK', scheme: 'business:DK:CVR', toId: danishCvrNumber, merchants: danishMerchants },
  { country: 'FI', scheme: 'business:FI:Y-tunnus', toId: finnishBusinessId, merchants: finnishMerchants },
];

const configurationNames: readonly ConfigurationName[] = [
  'webshop',
  'counter',
  'subscription',
  'backorder',
  'early',
  'login',
  'bare',
];

const partners = { ours: ourPartner, other: otherPartner, none: null };

/** All merchants and sales units, the same in every run. Units come in order of creation, not of MSN. */
export function seedManagement(): { merchants: StoredMerchant[]; salesUnits: StoredSalesUnit[] } {
  const random = createRandom(20_260_101);
  const merchants: StoredMerchant[] = [];
  const salesUnits: StoredSalesUnit[] = [];
  for (const { country, scheme, toId, merchants: seeds } of markets) {
    for (const seed of seeds) {
      const businessIdentifier = { scheme, id: toId(seed.digits) };
      merchants.push(toMerchant(seed, businessIdentifier, country, random));
      salesUnits.push(...toSalesUnits(seed, businessIdentifier));
    }
  }
  // Units are opened over the years at all merchants; a client must not mistake the order for that of MSNs.
  return { merchants, salesUnits: shuffled(salesUnits, random) };
}

const dayMs = 86_400_000;

function toMerchant(
  seed: MerchantSeed,
  businessIdentifier: BusinessIdentifier,
  countryCode: string,
  random: () => number,
): StoredMerchant {
  const createdMs = Date.UTC(2018, 2, 5) + Math.floor(random() * 2_200 * dayMs);
  const updatedMs = createdMs + Math.floor(random() * 500 * dayMs);
  return {
    businessIdentifier,
    name: seed.name,
    status: seed.deactivated ? 'DEACTIVATED' : 'ACTIVE',
    createdAt: toTimestamp(createdMs, random),
    ...(!seed.neverUpdated && { updatedAt: toTimestamp(updatedMs, random) }),
    countryCode,
    businessAddress: seed.address,
    ...(seed.postAddress !== undefined && { businessPostAddress: seed.postAddress }),
  };
}

/** With six decimals, as the API writes them. */
function toTimestamp(timeMs: number, random: () => number): string {
  const micros = String(Math.floor(random() * 1_000)).padStart(3, '0');
  return new Date(timeMs).toISOString().replace('Z', `${micros}Z`);
}

function toSalesUnits(seed: MerchantSeed, businessIdentifier: BusinessIdentifier): StoredSalesUnit[] {
  const partner = partners[seed.partner ?? 'ours'];
  const { inactive = [], tiedElsewhere = [] } = seed;
  const open = configurationNames.flatMap((kind) =>
    (seed.units[kind] ?? []).map((part) => ({ part, kind, active: true, partner })),
  );
  const closed = inactive.map((part) => ({ part, kind: 'counter' as const, active: false, partner }));
  const elsewhere = tiedElsewhere.map((part) => ({
    part,
    kind: 'counter' as const,
    active: true,
    partner: otherPartner,
  }));

  return [...open, ...closed, ...elsewhere].map(({ part, kind, active, partner: tiedTo }, index) => {
    const account = seed.accounts?.[part];
    return {
      msn: String(seed.firstMsn + index * 9 + ((index * index) % 7)),
      name: `${seed.brand} ${part}`,
      businessIdentifier,
      configuration: configurations[kind],
      ...(account && { settlementBankAccount: account }),
      active,
      partner: tiedTo,
    };
  });
}
