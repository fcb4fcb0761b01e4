import type { ResponseTrace } from '../cache/ResponseCache.js';
import type { Clock } from '../clock.js';
import { AnswerLifetime } from './AnswerLifetime.js';
import { BatchEntities } from './BatchEntities.js';
import type { RouterTags } from './RouterTags.js';

/** Most tags of an answer, or of all its entities together: with more, no router is told to keep it. */
const MAX_TAGS = 2_000;

/** The tags of an answer, under the names by which routers look for them. */
export type TagExtensions =
  | { readonly apolloCacheTags: readonly string[] }
  | { readonly apolloEntityCacheTags: readonly (readonly string[])[] };

/** What a router that caches is told of an answer. */
export interface RouterWord {
  readonly extensions: TagExtensions;
  readonly lifetime: AnswerLifetime;
}

/** Tells a router in front how long it may keep answers, and by which tags it will be told to forget them. */
export class RouterCache {
  /** @param vary the headers of requests that decide what is answered */
  constructor(
    private readonly tags: RouterTags,
    private readonly clock: Clock,
    private readonly vary: string,
  ) {}

  /** Notes from now on what each entity of an answer is made from. */
  watch(trace: ResponseTrace): ResponseTrace {
    trace.entities = new BatchEntities();
    return trace;
  }

  /** What goes with an answer that has no errors; undefined = nobody may keep it. */
  wordOf(trace: ResponseTrace): RouterWord | undefined {
    const lifetime = new AnswerLifetime(trace, this.clock, this.vary);
    if (lifetime.cacheControl === 'no-store') return undefined;
    const { entities } = trace;
    const extensions =
      entities instanceof BatchEntities && entities.size > 0
        ? this.#ofEntities(trace, entities)
        : this.#ofAnswer(trace);
    // The answer may be kept for long; this is of no use any more.
    trace.entities = undefined;
    return extensions && { extensions, lifetime };
  }

  #ofAnswer({ tenantId, tags: reads }: ResponseTrace): TagExtensions | undefined {
    const tags = new Set([this.tags.ofTenant(tenantId)]);
    for (const read of reads) {
      const name = this.tags.nameOf(read);
      if (name !== undefined) for (const tag of this.tags.ofRead(tenantId, name)) tags.add(tag);
      if (tags.size > MAX_TAGS) return undefined;
    }
    return { apolloCacheTags: [...tags] };
  }

  /** One list for each entity, in their order. */
  #ofEntities({ tenantId, tags: reads }: ResponseTrace, entities: BatchEntities): TagExtensions | undefined {
    if (entities.isMixed) return undefined;
    const ofAll = new Set([this.tags.ofTenant(tenantId)]);
    const own = new Map<number, Set<string>>();
    let count = 0;
    const names = new Set(entities.names);
    for (const read of reads) {
      const name = this.tags.nameOf(read);
      if (name !== undefined) names.add(name);
    }
    for (const name of names) {
      const askers = entities.askersOf(name);
      for (const tag of this.tags.ofRead(tenantId, name)) {
        if (askers === 'all') ofAll.add(tag);
        else
          for (const place of askers) {
            const tags = own.get(place) ?? new Set<string>();
            own.set(place, tags.add(tag));
            count += 1;
          }
      }
      if (count + ofAll.size * entities.size > MAX_TAGS) return undefined;
    }
    return {
      apolloEntityCacheTags: Array.from({ length: entities.size }, (_, place) => [
        ...new Set([...ofAll, ...(own.get(place) ?? [])]),
      ]),
    };
  }
}
