import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { MerchantConnection, MerchantsArgs } from '../../schema/management/MerchantConnection.js';
import { Merchant } from '../../schema/management/Merchant.js';
import type { Context } from '../../src/context/vipps-context.js';
import { compareDigits } from '../shared/array-connection.js';
import { ConnectionView } from '../shared/connection-view.js';
import { checkFirst, createCursorCodec } from '../shared/cursor.js';
import { toMerchant, toMerchantKey } from './mappers.js';

/** Each merchant costs calls of its own, so pages are smaller than those of other lists. */
const MAX_FIRST = 100;

@Resolver(() => Merchant)
export class MerchantsResolver {
  @Query(() => MerchantConnection, {
    nullable: true,
    description:
      'The merchants of the sales units that the keys in use may see, each once, in the order of their lowest MSN. No API lists them: one call for the list of units, one for each unit looked at until its merchant is known, and two per merchant, as the list of its units spares asking those. At most 200 units are looked at for one answer: there may be fewer merchants than `first` while `hasNextPage` is true; go on with `endCursor`. Null only when the API fails.',
  })
  async merchants(
    @Args(() => MerchantsArgs) { first, after }: MerchantsArgs,
    @Ctx() context: Context,
  ): Promise<MerchantConnection> {
    checkFirst(first, MAX_FIRST);
    const cursors = createCursorCodec(context, 'merchants');
    const start = after == null ? undefined : cursors.decode(after);
    const { merchants, scannedTo, hasMore } = await context.loaders.management.merchants(
      compareDigits,
      start,
      first,
    );
    return new ConnectionView({
      nodes: merchants.map(({ merchant, businessIdentifier }) =>
        merchant === null ? toMerchantKey(businessIdentifier) : toMerchant(merchant),
      ),
      hasNextPage: hasMore,
      hasPreviousPage: start !== undefined,
      // Nothing is wanted between the last one and the end, so both are the same place.
      cursorAt: (index) => {
        const place = index === merchants.length - 1 ? scannedTo : merchants[index]?.firstMsn;
        return cursors.encode(place ?? '');
      },
      endCursor: () => (scannedTo === undefined ? null : cursors.encode(scannedTo)),
    });
  }
}
