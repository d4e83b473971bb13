-- One bounded step of merging the segments of the index of references and boilerplate.
-- in: pages
INSERT INTO rest_index (rest_index, rank) VALUES ('merge', :pages);
