import { at, itemsOf } from '../graph.ts';
import { staticReads, type StaticRead } from '../static-reads.ts';
import { productOrdersQuery } from '../traffic.ts';
import { Caller } from '../virtual/caller.ts';
import { network, time } from '../virtual/process.ts';
import { openStage } from './stage.ts';
import { tenantIds, WRITER, type TenantId } from './tenants.ts';

/** What a server without faults answers: the same for all stories. */
export interface StoryOracle {
  /** Of data that no change touches, by tenant: what is null there, its tenant may not see. */
  readonly reads: Readonly<Record<TenantId, readonly StaticRead[]>>;
  /** The writer's list of product orders, without those that a story makes. */
  readonly productOrders: readonly unknown[];
}

/** One in so many reads is part of the stories. */
const EVERY = 5;

/** Asks a server over a quiet network for everything, for each tenant. */
export async function askOracle(tenantsFile: string): Promise<StoryOracle> {
  network.reset();
  const stage = await time.until(openStage(tenantsFile, {}));
  const caller = new Caller();
  const [url = ''] = stage.workers.urls;
  const askAs =
    (tenant: TenantId) => (url: string, query: string, variables: Readonly<Record<string, unknown>>) =>
      caller.ask(url, query, variables, { tenant });
  const some = await time.until(staticReads(url, askAs(WRITER), EVERY));
  const reads: Partial<Record<TenantId, readonly StaticRead[]>> = { [WRITER]: some };
  for (const tenant of tenantIds.filter((each) => each !== WRITER)) {
    const own: StaticRead[] = [];
    for (const { name, query, variables } of some) {
      const { data } = await time.until(askAs(tenant)(url, query, variables));
      own.push({ name, query, variables, expected: data ?? null, next: undefined });
    }
    reads[tenant] = own;
  }
  const { data } = await time.until(askAs(WRITER)(url, productOrdersQuery, {}));
  await time.until(caller.close());
  await time.until(stage.stop());
  return { reads: whole(reads), productOrders: itemsOf(at(data, 'productOrders', 'nodes')) };
}

function whole(reads: Partial<Record<TenantId, readonly StaticRead[]>>): StoryOracle['reads'] {
  const { kaffe = [], kiosk = [], ferge = [], regnskap = [], fremmed = [] } = reads;
  return { kaffe, kiosk, ferge, regnskap, fremmed };
}
