import { useMutation } from '@apollo/client/react';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { AddReceiptDocument, type PaymentType } from '../generated/graphql.js';
import { Amount } from '../shared/Amount.js';
import { Failure, shownByHook } from '../shared/Failure.js';
import { argumentFaults } from './argument-faults.js';
import { emptyLine, inputOf, type Fault, type ReceiptDraft } from './draft.js';
import { Faults, FaultsAt, Field } from './Field.js';
import { faultsByField, nameOf } from './faults-by-field.js';
import { LineFields, lineFields } from './LineFields.js';

const currencies = ['NOK', 'DKK', 'EUR'] as const;
const paymentTypes: readonly (readonly [PaymentType, string])[] = [
  ['ECOM', 'Payment'],
  ['RECURRING', 'Recurring charge'],
];

/** Adds a receipt to an order. What the graph finds wrong stands at the field that it names. */
export function ReceiptForm({ msn }: { readonly msn: string }) {
  const [draft, setDraft] = useState<ReceiptDraft>(() => ({
    orderId: '',
    paymentType: 'ECOM',
    currency: 'NOK',
    lines: [emptyLine()],
  }));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [addReceipt, { data, error, loading, reset }] = useMutation(AddReceiptDocument, {
    onCompleted: ({ addReceipt: sent }) => {
      setFaults(sent?.userErrors ?? []);
    },
    onError: (failure) => {
      setFaults(argumentFaults(failure));
    },
  });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (faults.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const change = (part: Partial<ReceiptDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    // What was stored is not what the form holds from now on. An answer that is under way is still to be told.
    if (data != null && !loading) reset();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (loading) return;
    reset();
    const { input, faults: own } = inputOf(msn, draft);
    setFaults(own);
    if (own.length === 0) addReceipt({ variables: { input } }).catch(shownByHook);
  };

  const sent = data?.addReceipt;
  const fields = new Set([
    ...['orderId', 'paymentType', 'bottomLine.currency', 'orderLines'],
    ...draft.lines.flatMap((_, index) => lineFields.map((name) => nameOf('orderLines', index, name))),
  ]);
  return (
    <>
      <h1>Add a receipt for sales unit {msn}</h1>
      <p>A receipt can be sent once: afterwards it can be neither changed nor removed.</p>
      <form ref={form} noValidate onSubmit={submit}>
        <Faults value={faultsByField(faults, fields)}>
          <div role="alert">
            <FaultsAt name="" />
            {faults.length > 0 && <p className="hidden">{`${String(faults.length)} problems to fix.`}</p>}
          </div>
          <OrderFields draft={draft} onChange={change} />
          <FaultsAt name="orderLines" />
          {draft.lines.map((line, index) => (
            <LineFields
              key={line.key}
              index={index}
              line={line}
              onChange={(changed) => {
                change({ lines: draft.lines.with(index, changed) });
              }}
              onRemove={
                draft.lines.length === 1
                  ? undefined
                  : () => {
                      // Paths of faults go by place: behind a line that is gone they would be at the wrong one.
                      setFaults([]);
                      change({ lines: draft.lines.toSpliced(index, 1) });
                    }
              }
            />
          ))}
          <p className="actions">
            <button
              type="button"
              onClick={() => {
                change({ lines: [...draft.lines, emptyLine()] });
              }}
            >
              Add a line
            </button>
            <button type="submit" aria-disabled={loading}>
              {loading ? 'Sending …' : 'Send the receipt'}
            </button>
          </p>
        </Faults>
      </form>
      <Failure
        error={argumentFaults(error).length > 0 ? undefined : error}
        unanswered="The answer was lost: it is not known whether the receipt was stored. It is safe to send the same again."
      />
      <div role="status">
        {sent != null && sent.userErrors.length === 0 && (
          <p>
            {sent.wasAlreadyStored ? 'This very receipt was there already for' : 'Stored for'} order{' '}
            {sent.order?.orderId}: <Amount of={sent.order?.receipt?.totals?.gross} />, of which tax{' '}
            <Amount of={sent.order?.receipt?.totals?.tax} />.
          </p>
        )}
        {sent?.warnings.map(({ field, message }) => (
          <p key={`${field?.join('.') ?? ''} ${message}`}>Note: {message}</p>
        ))}
      </div>
    </>
  );
}

interface OrderFieldsProps {
  readonly draft: ReceiptDraft;
  readonly onChange: (part: Partial<ReceiptDraft>) => void;
}

function OrderFields({ draft, onChange }: OrderFieldsProps) {
  return (
    <div className="fields">
      <Field name="orderId" label="Order id">
        {(props) => (
          <input
            {...props}
            value={draft.orderId}
            onChange={({ target }) => {
              onChange({ orderId: target.value });
            }}
          />
        )}
      </Field>
      <Field name="paymentType" label="Paid with">
        {(props) => (
          <select
            {...props}
            value={draft.paymentType}
            onChange={({ target }) => {
              const chosen = paymentTypes.find(([value]) => value === target.value);
              if (chosen !== undefined) onChange({ paymentType: chosen[0] });
            }}
          >
            {paymentTypes.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="bottomLine.currency" label="Currency">
        {(props) => (
          <select
            {...props}
            value={draft.currency}
            onChange={({ target }) => {
              onChange({ currency: target.value });
            }}
          >
            {currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
