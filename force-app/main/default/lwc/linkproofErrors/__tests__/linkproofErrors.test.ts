import { reduceErrors } from 'c/linkproofErrors';

describe('reduceErrors', () => {
  it.each([
    ['nothing', undefined, []],
    ['an Apex exception', { body: { message: 'Ask your administrator.' } }, ['Ask your administrator.']],
    ['a list of record errors', { body: [{ message: 'first' }, { message: 'second' }] }, ['first', 'second']],
    ['page errors', { body: { pageErrors: [{ message: 'page' }] } }, ['page']],
    ['field errors', { body: { fieldErrors: { Name: [{ message: 'Name is required.' }] } } }, ['Name is required.']],
    [
      'errors of a record interface',
      { body: { output: { errors: [{ message: 'record' }], fieldErrors: { Name: [{ message: 'field' }] } } } },
      ['record', 'field'],
    ],
    ['a script error', new Error('broken'), ['broken']],
    ['a bare answer', { statusText: 'Server Error' }, ['Server Error']],
    ['a text', 'text', ['text']],
    ['an error said twice', [{ message: 'same' }, { message: 'same' }, null], ['same']],
  ])('reads %s', (_, error, messages) => {
    expect(reduceErrors(error)).toEqual(messages);
  });
});
