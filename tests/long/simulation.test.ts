import { itSimulates } from '../simulation/it-simulates';

// The other half, on another core.
itSimulates();
