{# Adjusted p that controls the false discovery rate among the tests of a family (Benjamini & Hochberg
   1995). Takes a relation with the family's columns and `p_value`; gives its rows with `q_value`.
   No p is no test. #}
{% macro benjamini_hochberg(relation, family) %}
    {%- set tests -%}
        partition by {{ family | join(", ") }}, p_value is null
    {%- endset -%}
with ranked as (

    select
        *,
        p_value * count(*) over ({{ tests }})
        / row_number() over ({{ tests }} order by p_value) as inflated
    from {{ relation }}

)

-- Tests that tie share the lowest, which is that of the last in rank.
select
    * exclude (inflated),
    min(inflated) over ({{ tests }} order by p_value desc range unbounded preceding) as q_value
from ranked
{% endmacro %}
