"""Records against the contract: `columns` settles what is read, `judgement` judges it."""
