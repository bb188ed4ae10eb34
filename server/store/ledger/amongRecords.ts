/**
 * A condition on `subject` and `subject_id`: among the accounts of the parameter numbered `first` and the organizations
 * of the next one. Both null: all.
 */
export function amongRecords(table: string, first: number): string {
  const [accounts, organizations] = [`$${first}::text[]`, `$${first + 1}::text[]`];
  return `(
    (${accounts} is null and ${organizations} is null)
    or (${table}.subject = 'account' and ${table}.subject_id = any (${accounts}))
    or (${table}.subject = 'organization' and ${table}.subject_id = any (${organizations}))
  )`;
}
