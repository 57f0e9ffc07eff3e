/** A place as `51.603802, 4.770821`: decimal degrees, at most six decimals (about 10 cm), never an exponent. */
export function formatCoordinates(place: { latitude: number; longitude: number }): string {
  return `${formatDegrees(place.latitude)}, ${formatDegrees(place.longitude)}`;
}

function formatDegrees(degrees: number): string {
  return degrees
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}
