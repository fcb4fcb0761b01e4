/** The API's names of a category's fields, v2 and v3, in the words of our inputs. */
const inputNames: Readonly<Record<string, string>> = { category: 'type', orderDetailsUrl: 'url' };

/**
 * The path inside the input for a field as the API names it: `OrderLines[0].TotalTaxAmount`, `$.orderLines[0].name` and
 * `Src` alike. Null when the name says nothing.
 */
export function toInputField(name: string): readonly string[] | null {
  const words = name
    .split(/[.[\]]+/)
    .filter((word) => word !== '' && word !== '$')
    .map((word) => word.slice(0, 1).toLowerCase() + word.slice(1));
  return words.length === 0
    ? null
    : words.map(
        (word) =>
          (Object.hasOwn(inputNames, word) ? inputNames[word] : undefined) ??
          (word === 'src' ? 'image' : word),
      );
}
