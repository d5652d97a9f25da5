{# Whether a gap is surely smaller than a margin: both one-sided tests at 5 % reject, that it lies at
   minus the margin or below and that it lies at the margin or above (Schuirmann 1987), with the gap's
   standard error on that side. The t to be tested is the one nearer to zero; two-sided p for it is
   halved. Expects the columns that `equivalence_t` and `student_t_p` leave. #}
{% macro equivalence_t(gap, error_below, error_above, margin) -%}
    least(
        ({{ margin }} - {{ gap }}) / nullif({{ error_above }}, 0),
        ({{ margin }} + {{ gap }}) / nullif({{ error_below }}, 0)
    )
{%- endmacro %}

{% macro is_equivalent(t, two_sided_p) -%}
    {{ t }} > 0 and {{ two_sided_p }} / 2 < 0.05
{%- endmacro %}
