import type { LineDraft } from './draft.js';
import { Field } from './Field.js';
import { nameOf } from './faults-by-field.js';

const rates = [
  ['0', '0 %'],
  ['1200', '12 %'],
  ['1500', '15 %'],
  ['2500', '25 %'],
] as const;

/** What can be typed of a line. */
export const lineFields = ['name', 'id', 'totalAmount', 'taxRate', 'totalTaxAmount'] as const;

interface Props {
  readonly index: number;
  readonly line: LineDraft;
  readonly onChange: (line: LineDraft) => void;
  /** Undefined for the only line: there must be one. */
  readonly onRemove: (() => void) | undefined;
}

/** The fields of one line of a receipt. */
export function LineFields({ index, line, onChange, onRemove }: Props) {
  const text = (name: 'name' | 'id' | 'totalAmount' | 'totalTaxAmount', label: string, mode?: 'decimal') => (
    <Field name={nameOf('orderLines', index, name)} label={label}>
      {(props) => (
        <input
          {...props}
          inputMode={mode}
          value={line[name]}
          onChange={({ target }) => {
            onChange({ ...line, [name]: target.value });
          }}
        />
      )}
    </Field>
  );
  return (
    <fieldset>
      <legend>Line {index + 1}</legend>
      <div className="fields">
        {text('name', 'Product')}
        {text('id', 'Product id')}
        {text('totalAmount', 'Amount with tax', 'decimal')}
        <Field name={nameOf('orderLines', index, 'taxRate')} label="Tax rate">
          {(props) => (
            <select
              {...props}
              value={line.taxRate}
              onChange={({ target }) => {
                onChange({ ...line, taxRate: target.value });
              }}
            >
              <option value="">Choose …</option>
              {rates.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        {text('totalTaxAmount', 'Tax, if not by the rate', 'decimal')}
      </div>
      {onRemove !== undefined && (
        <button type="button" onClick={onRemove}>
          Remove line {index + 1}
        </button>
      )}
    </fieldset>
  );
}
