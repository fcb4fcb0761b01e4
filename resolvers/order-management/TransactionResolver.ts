import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { OrderCategory } from '../../schema/order-management/OrderCategory.js';
import { Receipt } from '../../schema/order-management/Receipt.js';
import {
  AddTransactionReceiptInput,
  SetTransactionCategoryInput,
  TransactionPayload,
} from '../../schema/order-management/Transaction.js';
import type { Context } from '../../src/context/vipps-context.js';
import type { TransactionRef } from '../../src/loaders/order-management.js';
import { checkMsn } from '../management/identifiers.js';
import { InputIssues } from '../shared/input-issues.js';
import { msnText } from './argument-descriptions.js';
import { toCategoryLink } from './category-input.js';
import { checkTransactionId } from './identifiers.js';
import { toOrderCategory } from './mappers.js';
import { toReceipt } from './receipt-mappers.js';
import { toTransactionReceiptBody } from './transaction-receipt-input.js';
import { catchUserErrors } from './upstream-user-errors.js';

const idText = "The vendor's own id of the transaction.";
const instead = (use: string): string =>
  `Since 2026-11-21. The v1 endpoints of the Order Management API are deprecated and may be gone any day. Use \`${use}\`.`;

/** v1 of the API, keyed by the vendor's own transaction id. It may be switched off any day. */
@Resolver(() => TransactionPayload)
export class TransactionResolver {
  @Query(() => OrderCategory, {
    nullable: true,
    description: 'The link of a transaction. Null when none is stored.',
    deprecationReason: instead('Order.category'),
  })
  transactionCategory(
    @Arg('msn', () => String, { description: msnText }) msn: string,
    @Arg('transactionId', () => String, { description: idText }) transactionId: string,
    @Ctx() context: Context,
  ): Promise<OrderCategory | null> {
    return categoryOf(checkRef(msn, transactionId), context);
  }

  @Query(() => Receipt, {
    nullable: true,
    description: 'The receipt of a transaction. Null when none is stored.',
    deprecationReason: instead('Order.receipt'),
  })
  transactionReceipt(
    @Arg('msn', () => String, { description: msnText }) msn: string,
    @Arg('transactionId', () => String, { description: idText }) transactionId: string,
    @Ctx() context: Context,
  ): Promise<Receipt | null> {
    return receiptOf(checkRef(msn, transactionId), context);
  }

  @Mutation(() => TransactionPayload, {
    nullable: true,
    description: 'Sets the link of a transaction. Null only when the API fails.',
    deprecationReason: instead('setOrderCategory'),
  })
  async setTransactionCategory(
    @Arg('input', () => SetTransactionCategoryInput, { description: 'The transaction and its link.' })
    input: SetTransactionCategoryInput,
    @Ctx() { writers }: Context,
  ): Promise<TransactionPayload> {
    const issues = new InputIssues();
    const ref = collectRef(input, issues);
    const { type, url, ...image } = toCategoryLink(input, issues);
    return write(input, ref, issues, (valid) =>
      writers.orderManagement.setTransactionInfo(valid, { category: type, orderDetailsUrl: url, ...image }),
    );
  }

  @Mutation(() => TransactionPayload, {
    nullable: true,
    description: 'Adds the receipt of a transaction, once. Null only when the API fails.',
    deprecationReason: instead('addReceipt'),
  })
  async addTransactionReceipt(
    @Arg('input', () => AddTransactionReceiptInput, { description: 'The transaction and its receipt.' })
    input: AddTransactionReceiptInput,
    @Ctx() { writers }: Context,
  ): Promise<TransactionPayload> {
    const issues = new InputIssues();
    const ref = collectRef(input, issues);
    const body = toTransactionReceiptBody(input, issues);
    return write(input, ref, issues, (valid) => writers.orderManagement.addTransactionReceipt(valid, body));
  }

  @FieldResolver()
  async category(
    @Root() payload: TransactionPayload,
    @Ctx() context: Context,
  ): Promise<OrderCategory | null> {
    return payload.userErrors.length > 0 ? null : categoryOf(payload, context);
  }

  @FieldResolver()
  async receipt(@Root() payload: TransactionPayload, @Ctx() context: Context): Promise<Receipt | null> {
    return payload.userErrors.length > 0 ? null : receiptOf(payload, context);
  }
}

async function write(
  { msn, transactionId }: TransactionRef,
  ref: TransactionRef | null,
  issues: InputIssues,
  work: (ref: TransactionRef) => Promise<void>,
): Promise<TransactionPayload> {
  const payload = { msn, transactionId, warnings: issues.warnings };
  if (ref === null || issues.errors.length > 0) return { ...payload, userErrors: issues.errors };
  const { refused = [] } = await catchUserErrors(() => work(ref));
  return { ...payload, userErrors: refused };
}

function checkRef(msn: string, transactionId: string): TransactionRef {
  return { msn: checkMsn(msn, 'msn'), transactionId: checkTransactionId(transactionId, 'transactionId') };
}

function collectRef(input: TransactionRef, issues: InputIssues): TransactionRef | null {
  const msn = issues.collect(() => checkMsn(input.msn, 'msn'));
  const transactionId = issues.collect(() => checkTransactionId(input.transactionId, 'transactionId'));
  return msn === null || transactionId === null ? null : { msn, transactionId };
}

async function categoryOf(
  { msn, transactionId }: TransactionRef,
  { loaders }: Context,
): Promise<OrderCategory | null> {
  const info = await loaders.orderManagement.transactionInfo.load({ msn, transactionId });
  return info === null ? null : toOrderCategory(info);
}

async function receiptOf(
  { msn, transactionId }: TransactionRef,
  { loaders }: Context,
): Promise<Receipt | null> {
  const receipt = await loaders.orderManagement.transactionReceipt.load({ msn, transactionId });
  return receipt === null ? null : toReceipt(receipt);
}
