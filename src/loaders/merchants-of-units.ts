import type {
  WireBusinessIdentifier,
  WireMerchant,
  WireMsnInfo,
  WireSalesUnit,
} from '../clients/management.js';
import { joinKey } from '../cache/cache-key.js';
import type { KeyLoader } from './KeyLoader.js';

/** A merchant, with the unit by which it is found first. */
export interface FoundMerchant {
  readonly businessIdentifier: WireBusinessIdentifier;
  /** Null when it is not visible itself. */
  readonly merchant: WireMerchant | null;
  /** The lowest MSN of its units. */
  readonly firstMsn: string;
}

/** Some merchants, and how far the units were looked at. */
export interface MerchantsOfUnits {
  readonly merchants: readonly FoundMerchant[];
  /** Every merchant whose lowest MSN is not behind this one was looked for. */
  readonly scannedTo: string | undefined;
  readonly hasMore: boolean;
}

/** What tells units and their owners. */
export interface UnitsAndOwners {
  salesUnits(): Promise<readonly WireMsnInfo[]>;
  readonly salesUnit: Pick<KeyLoader<string, WireSalesUnit | null>, 'load'>;
  readonly merchant: Pick<KeyLoader<WireBusinessIdentifier, WireMerchant | null>, 'load'>;
  readonly salesUnitsOf: Pick<KeyLoader<WireBusinessIdentifier, readonly WireMsnInfo[] | null>, 'load'>;
}

/** Most units whose owner is asked for at once. */
const AT_ONCE = 5;
/** Most units whose owner is asked for by one answer: merchants of earlier pages count too. */
const MAX_OWNERS = 200;

/**
 * The merchants of the units that the keys see, in the order of their lowest MSN. No endpoint lists merchants, and the
 * list of units does not tell their owners. So units are asked for theirs in the order of their MSN, as many at once as
 * merchants are missing and five at most, and each owner for all its units, which then need not be asked any more.
 * @param compare orders MSNs
 * @param after only merchants whose lowest MSN is behind this one
 */
export async function merchantsOfUnits(
  loaders: UnitsAndOwners,
  compare: (one: string, other: string) => number,
  after: string | undefined,
  first: number,
): Promise<MerchantsOfUnits> {
  const visible = (await loaders.salesUnits()).map(({ msn }) => msn).sort(compare);
  const begin = after === undefined ? 0 : visible.findIndex((msn) => compare(msn, after) > 0);
  const earlier = new Set(visible.slice(0, begin === -1 ? visible.length : begin));
  const waiting = visible.filter((msn) => !earlier.has(msn));
  const settled = new Set<string>();
  const known = new Set<string>();
  const merchants: Omit<FoundMerchant, 'merchant'>[] = [];
  let scannedTo = after;
  let asked = 0;
  let place = 0;

  /** The next units whose merchant is not known yet. */
  function nextUnits(count: number): readonly string[] {
    const msns: string[] = [];
    for (; place < waiting.length && msns.length < count; place += 1) {
      const msn = waiting[place];
      if (msn !== undefined && !settled.has(msn)) msns.push(msn);
      scannedTo = msn;
    }
    return msns;
  }

  /** Null for one that was found by a unit in front of these, and so belongs to an earlier page. */
  async function lookUp(businessIdentifier: WireBusinessIdentifier, firstMsn: string) {
    const own = (await loaders.salesUnitsOf.load(businessIdentifier)) ?? [];
    for (const { msn } of own) settled.add(msn);
    return own.some(({ msn }) => earlier.has(msn)) ? null : { businessIdentifier, firstMsn };
  }

  async function withDetails(found: Omit<FoundMerchant, 'merchant'>): Promise<FoundMerchant> {
    return { ...found, merchant: await loaders.merchant.load(found.businessIdentifier) };
  }

  while (place < waiting.length && merchants.length < first && asked < MAX_OWNERS) {
    const msns = nextUnits(Math.min(AT_ONCE, first - merchants.length));
    asked += msns.length;
    const units = await Promise.all(msns.map((msn) => loaders.salesUnit.load(msn)));
    const fresh = units.flatMap((unit, index) => {
      const owner = unit?.businessIdentifier;
      if (owner == null) return [];
      const key = joinKey(owner.scheme, owner.id);
      if (known.has(key)) return [];
      known.add(key);
      return [lookUp(owner, msns[index] ?? '')];
    });
    for (const found of await Promise.all(fresh)) if (found !== null) merchants.push(found);
  }
  return {
    merchants: await Promise.all(merchants.map(withDetails)),
    scannedTo,
    hasMore: waiting.slice(place).some((msn) => !settled.has(msn)),
  };
}
