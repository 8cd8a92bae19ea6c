"""What a phone needs where there is no signal: service worker, manifest, uploads in parts, pictures."""
