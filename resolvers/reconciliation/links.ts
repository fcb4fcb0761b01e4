import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CloseArgs, type ClosedDateConnection } from '../../schema/reconciliation/ClosedDateConnection.js';
import { Ledger } from '../../schema/report/Ledger.js';
import type { Context } from '../../src/context/vipps-context.js';
import { closePage } from './close-page.js';

/** From a ledger to what reconciles it. */
@Resolver(() => Ledger)
export class LedgerCloseResolver {
  @FieldResolver()
  close(
    @Root() { ledgerId }: Ledger,
    @Args(() => CloseArgs) args: CloseArgs,
    @Ctx() context: Context,
  ): Promise<ClosedDateConnection | null> {
    return closePage(args, ledgerId, context);
  }
}
