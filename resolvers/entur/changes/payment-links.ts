import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  EnturAddTransactionPayload,
  EnturCapturePayload,
  EnturCreatePaymentPayload,
  EnturStartAppClaimPayload,
  EnturStartTerminalPayload,
} from '../../../schema/entur/changes/EnturPaymentChanges.js';
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
