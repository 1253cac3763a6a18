/** What distinguishes services. */
export interface Place {
  name: string;
  cluster: string;
}

/** A service by its name, plus its cluster if another one in the run has the same name. */
export function serviceLabel(place: Place, all: readonly Place[]): string {
  const twins = all.filter(({ name }) => name === place.name);
  return twins.length > 1 ? `${place.cluster}/${place.name}` : place.name;
}

/** The same for a part of the report. */
export function reportLabel(one: Reported, { services }: { services: readonly Reported[] }): string {
  return serviceLabel(toPlace(one), services.map(toPlace));
}

interface Reported {
  service: string;
  cluster: string;
}

function toPlace({ service, cluster }: Reported): Place {
  return { name: service, cluster };
}
