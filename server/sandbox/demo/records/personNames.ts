const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Plain ASCII: they become e-mail addresses. */
export const FIRST_NAMES = words(`
  Aaliyah Adam Aiko Alejandra Amara Anders Anika Arjun Astrid Beatriz Ben Camille Carlos Chiara Chloe Daniel Daria
  David Deepa Elena Elias Emeka Emma Erik Esra Fatima Felix Femi Freya Gabriel Grace Hana Hannah Hugo Imran Ingrid Isla
  Jakub James Jana Javier Joanna Jonas Kai Katarina Kenji Kofi Lars Laura Leila Liam Lucia Luis Maria Marek Mateo Maya
  Mei Milan Mohammed Nadia Naomi Nina Noah Olga Oliver Omar Paolo Petra Priya Rafael Rania Rosa Ruth Samuel Sara Sofia
  Tariq Thomas Tomas Valeria Victor Wei Yara Yuki Zoe
`);

export const LAST_NAMES = words(`
  Abara Achterberg Adeyemi Almeida Andersen Baptiste Barros Becker Bianchi Bjork Brennan Carvalho Castellanos Chaudhry
  Chen Costa Dahl Delacroix Diallo Dubois Eriksen Farouk Ferrari Fischer Fontaine Garcia Gupta Haddad Halloran Hansen
  Ibrahim Ito Ivanova Jansen Johansson Kaplan Kaur Keller Kim Kovacs Kowalski Larsen Laurent Lindqvist Lopez Marino
  Mbeki Mendes Meyer Mitchell Molina Moreau Nakamura Navarro Nguyen Novak Nwosu Obrien Okafor Olsen Ortiz Park Patel
  Pereira Petrov Quinn Rahman Reyes Rossi Sato Schneider Silva Singh Sokolov Svensson Takeda Tanaka Teixeira Thorne Vega
  Virtanen Wagner Walsh Weber Wong Yamada Yilmaz Zhang Ziegler
`);

export const JOB_TITLES = [
  'Chief Operating Officer',
  'Customer Success Lead',
  'Finance Manager',
  'Head of Logistics',
  'IT Administrator',
  'Office Manager',
  'Operations Manager',
  'Procurement Specialist',
  'Product Owner',
  'Systems Engineer',
];
