/** An ISO 8601 moment in UTC, for people: the date alone where it is the beginning of one. */
export function whenOf(moment: string): string {
  const [date = '', time = ''] = moment.split('T');
  return time.startsWith('00:00') ? date : `${date} at ${time.slice(0, 5)} UTC`;
}
