"""The screens: one file a page, thin views over the flows of the rooms below."""
