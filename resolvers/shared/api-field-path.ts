/**
 * A field as an API names it, as a path in camel case: `OrderLines[0].TotalTaxAmount`, `$.orderLines[0].name` and
 * `BusinessIdentifier/Id` alike. Empty when the name says nothing.
 */
export function apiFieldPath(name: string): readonly string[] {
  return name
    .split(/[./[\]]+/)
    .filter((part) => part !== '' && part !== '$')
    .map((part) => part.charAt(0).toLowerCase() + part.slice(1));
}
