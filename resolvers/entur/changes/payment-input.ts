import type { EnturCreatePaymentInput } from '../../../schema/entur/changes/EnturCreatePayment.js';
import type { EnturStartAppClaimInput } from '../../../schema/entur/changes/EnturStartAppClaim.js';
import type { EnturStartTerminalInput } from '../../../schema/entur/changes/EnturStartTerminal.js';
import type { EnturTransactionInput } from '../../../schema/entur/changes/EnturTransactionInput.js';
import type {
  AppClaimBody,
  PaymentBody,
  TerminalBody,
  TransactionBody,
} from '../../../src/clients/entur/changes/bodies.js';
import type { TransactionKey } from '../../../src/clients/entur/changes/EnturPaymentChanges.js';
import { isSameDecimal } from '../../../src/decimal.js';
import type { InputIssues, InputPath } from '../../shared/input-issues.js';
import { checkNumericId, checkOrderId } from '../identifiers.js';
import {
  checkAmount,
  checkDigits,
  checkForm,
  checkRedirect,
  checkText,
  checkVersion,
  collectNumber,
  nameOf,
} from './input-rules.js';
import { present } from './present.js';

/** A payment as the service takes it. Meaningless once `issues` holds errors. */
export function toPayment(input: EnturCreatePaymentInput, issues: InputIssues): PaymentBody {
  const { orderId, orderVersion, totalAmount, currency, transaction } = input;
  issues.collect(() => checkOrderId(orderId, 'orderId'));
  checkVersion(orderVersion, ['orderVersion'], issues);
  checkAmount(totalAmount, ['totalAmount'], issues);
  if (transaction != null && !isSameDecimal(transaction.amount, totalAmount)) {
    const message = `transaction.amount must equal totalAmount, and they are ${transaction.amount} and ${totalAmount}.`;
    issues.add(['transaction', 'amount'], 'DIFFERS', message);
  }
  const paidIn = currency ?? 'NOK';
  if (transaction != null && transaction.currency !== paidIn) {
    const message = `transaction.currency must equal currency, and they are ${transaction.currency} and ${paidIn}.`;
    issues.add(['transaction', 'currency'], 'DIFFERS', message);
  }
  return present({
    orderId,
    orderVersion,
    totalAmount,
    currency,
    transaction: transaction == null ? null : toTransaction(transaction, ['transaction'], issues),
  });
}

/** A transaction as the service takes it. Meaningless once `issues` holds errors. */
export function toTransaction(
  input: EnturTransactionInput,
  path: InputPath,
  issues: InputIssues,
): TransactionBody {
  const { amount, currency, paymentType, paymentTypeGroup } = input;
  checkAmount(amount, [...path, 'amount'], issues);
  const word = 'a word of the service in capitals, such as VIPPS.';
  checkForm(paymentType, WORD, word, [...path, 'paymentType'], issues);
  checkForm(paymentTypeGroup, WORD, word, [...path, 'paymentTypeGroup'], issues);
  if (paymentTypeGroup === 'AGENT') {
    const message = `${nameOf([...path, 'paymentTypeGroup'])} must not be AGENT: that is for imported transactions, and this makes a new one.`;
    issues.add([...path, 'paymentTypeGroup'], 'INVALID', message);
  }
  if (paymentType === 'VIPPS' && paymentTypeGroup != null && paymentTypeGroup !== 'MOBILE') {
    const message = `Vipps belongs to the group MOBILE, not to ${paymentTypeGroup}.`;
    issues.warn([...path, 'paymentTypeGroup'], 'ODD_GROUP', message);
  }
  if (input.recurringPaymentId != null && input.paymentAgreementId != null) {
    const message = 'paymentAgreementId can not be given together with recurringPaymentId.';
    issues.add([...path, 'paymentAgreementId'], 'NOT_TOGETHER', message);
  }
  const numberOf = (name: 'recurringPaymentId' | 'paymentAgreementId'): number | null => {
    const id = input[name];
    return id == null ? null : collectNumber(id, [...path, name], issues);
  };
  return present({
    amount,
    currency,
    paymentType,
    paymentTypeGroup,
    isImport: false as const,
    recurringPaymentId: numberOf('recurringPaymentId'),
    paymentAgreementId: numberOf('paymentAgreementId'),
  });
}

const WORD = /^[A-Z][A-Z\d_]{0,63}$/;

/** The key of a transaction, once the issues of its parts have been noted. */
export function toTransactionKey(
  { paymentId, transactionId }: TransactionKey,
  issues: InputIssues,
): TransactionKey {
  issues.collect(() => checkNumericId(paymentId, 'paymentId'));
  issues.collect(() => checkNumericId(transactionId, 'transactionId'));
  return { paymentId, transactionId };
}

/** A terminal as the service takes it. Meaningless once `issues` holds errors. */
export function toTerminal(
  input: Omit<EnturStartTerminalInput, 'paymentId' | 'transactionId'>,
  issues: InputIssues,
): TerminalBody {
  const { redirectUrl, callbackUrl, storePayment, terminalLanguage, countryCode, customerNumber } = input;
  checkRedirect(redirectUrl, ['redirectUrl'], issues);
  checkRedirect(callbackUrl, ['callbackUrl'], issues);
  checkLanguage(terminalLanguage, issues);
  checkForm(
    countryCode,
    /^[A-Z]{2,3}$/,
    'a country in two or three capitals, such as NO.',
    ['countryCode'],
    issues,
  );
  checkDigits(customerNumber, ['customerNumber'], issues);
  return present({ redirectUrl, callbackUrl, storePayment, terminalLanguage, countryCode, customerNumber });
}

/** The terminal in which a card is stored. Meaningless once `issues` holds errors. */
export function toCardTerminal(
  input: { readonly redirectUrl: string; readonly terminalLanguage?: string | null },
  issues: InputIssues,
): TerminalBody {
  const { redirectUrl, terminalLanguage } = input;
  checkRedirect(redirectUrl, ['redirectUrl'], issues);
  checkLanguage(terminalLanguage, issues);
  return present({ redirectUrl, terminalLanguage });
}

function checkLanguage(language: string | null | undefined, issues: InputIssues): void {
  const rule = 'a language with its country, such as en_GB.';
  checkForm(language, /^[a-z]{2}_[A-Z]{2}$/, rule, ['terminalLanguage'], issues);
}

/** A payment in the app as the service takes it. Meaningless once `issues` holds errors. */
export function toAppClaim(input: EnturStartAppClaimInput, issues: InputIssues): AppClaimBody {
  const { description, phoneNumber, redirectUrl } = input;
  checkText(description, ['description'], issues);
  checkForm(
    phoneNumber,
    /^\d{8}$/,
    '8 digits, a Norwegian number without country code.',
    ['phoneNumber'],
    issues,
  );
  checkRedirect(redirectUrl, ['redirectUrl'], issues);
  return { description, phoneNumber, redirectUrl };
}
