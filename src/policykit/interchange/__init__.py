"""The corpus in the formats of others: Akoma Ntoso, sphinx-needs, schema.org.

Each module is a pure function from the nouns of policykit to a document of one format.
"""
