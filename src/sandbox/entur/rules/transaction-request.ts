import { z } from 'zod';
import type { StoredTransaction } from '../model/payment.js';
import { amount, currency } from './body.js';

const groups = [
  'AGENT',
  'CASH',
  'ECARD',
  'GIFTCARD',
  'INVOICE',
  'MOBILE',
  'PAYMENTCARD',
  'PAYPAL',
  'REMITTED',
  'REQUISITION',
  'TRAVELACCOUNT',
] as const;

const types = ['VISA', 'MASTERCARD', 'AMEX', 'BANKAXEPT', 'VIPPS', 'GIFTCARD', 'INTERNAL'];

/** A transaction to make. */
export const transactionRequest = z
  .object({
    amount,
    currency: currency.default('NOK'),
    paymentType: z.string().optional(),
    paymentTypeGroup: z.enum(groups).optional(),
    isImport: z.boolean().default(false),
    recurringPaymentId: z.int().optional(),
    paymentAgreementId: z.int().optional(),
    scaExemption: z.enum(['NO_EXEMPTION', 'LOW_VALUE']).default('NO_EXEMPTION'),
    rrn: z.string().min(1).max(12).optional(),
  })
  .superRefine(({ paymentType, isImport, recurringPaymentId, paymentAgreementId }, context) => {
    if (paymentType !== undefined && !isImport && !types.includes(paymentType))
      context.addIssue({ code: 'custom', path: ['paymentType'], message: 'Is none of the payment types.' });
    if (recurringPaymentId !== undefined && paymentAgreementId !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['paymentAgreementId'],
        message: 'Goes without recurringPaymentId only.',
      });
  });

/** A payment to make, with its transaction or without one. */
export const paymentRequest = z.object({
  orderId: z.string().min(1),
  orderVersion: z.int().min(1),
  totalAmount: amount,
  currency: currency.default('NOK'),
  customerNumber: z.string().optional(),
  transaction: transactionRequest.optional(),
});

/** A new transaction. An imported one is finished already. */
export function newTransaction(
  request: z.output<typeof transactionRequest>,
  transactionId: number,
  nowMs: number,
): StoredTransaction {
  const { amount: given, currency: money, isImport, paymentType, paymentTypeGroup, rrn } = request;
  const { recurringPaymentId, paymentAgreementId } = request;
  return {
    transactionId,
    status: 'CREATED',
    amount: given,
    currency: money,
    createdAt: nowMs,
    isImport,
    paymentType,
    paymentTypeGroup,
    rrn,
    recurringPaymentId,
    paymentAgreementId,
    operationLog: [],
    credited: [],
  };
}
