import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturAddTransactionPayload } from '../../../schema/entur/changes/EnturAddTransaction.js';
import { EnturCapturePayload } from '../../../schema/entur/changes/EnturCapture.js';
import { EnturCreatePaymentPayload } from '../../../schema/entur/changes/EnturCreatePayment.js';
import { EnturStartAppClaimPayload } from '../../../schema/entur/changes/EnturStartAppClaim.js';
import { EnturStartTerminalPayload } from '../../../schema/entur/changes/EnturStartTerminal.js';
import { EnturPayment } from '../../../schema/entur/EnturPayment.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { paymentField, paymentOf, type NamesPayment } from './changed.js';

@Resolver(() => EnturCreatePaymentPayload)
export class CreatePaymentLinks {
  @FieldResolver(() => EnturPayment, paymentField)
  payment(@Root() payload: NamesPayment, @Ctx() context: EnturContext): Promise<EnturPayment | null> {
    return paymentOf(payload, context);
  }
}

@Resolver(() => EnturAddTransactionPayload)
export class AddTransactionLinks {
  @FieldResolver(() => EnturPayment, paymentField)
  payment(@Root() payload: NamesPayment, @Ctx() context: EnturContext): Promise<EnturPayment | null> {
    return paymentOf(payload, context);
  }
}

@Resolver(() => EnturStartTerminalPayload)
export class StartTerminalLinks {
  @FieldResolver(() => EnturPayment, paymentField)
  payment(@Root() payload: NamesPayment, @Ctx() context: EnturContext): Promise<EnturPayment | null> {
    return paymentOf(payload, context);
  }
}

@Resolver(() => EnturStartAppClaimPayload)
export class StartAppClaimLinks {
  @FieldResolver(() => EnturPayment, paymentField)
  payment(@Root() payload: NamesPayment, @Ctx() context: EnturContext): Promise<EnturPayment | null> {
    return paymentOf(payload, context);
  }
}

@Resolver(() => EnturCapturePayload)
export class CaptureLinks {
  @FieldResolver(() => EnturPayment, paymentField)
  payment(@Root() payload: NamesPayment, @Ctx() context: EnturContext): Promise<EnturPayment | null> {
    return paymentOf(payload, context);
  }
}
