"""The demo's newsroom: made-up outlets and stories on loopback, and the receiver that their alerts reach."""
