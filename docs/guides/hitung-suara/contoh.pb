META
key;value
num_projects;5
num_votes;10
budget;1000
vote_type;approval
PROJECTS
project_id;cost;votes;name
air;300;5;Sumur bor
jalan;600;6;Jalan usaha tani
lampu;200;4;Lampu jalan
posyandu;350;4;Posyandu
talud;250;3;Talud
VOTES
voter_id;vote
1;jalan,air
2;jalan,air
3;jalan,lampu
4;jalan,lampu
5;jalan
6;jalan
7;posyandu,air
8;posyandu,air,talud
9;posyandu,air,talud,lampu
10;posyandu,talud,lampu
